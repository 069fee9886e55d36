namespace StoreSensing.Edge.Agent.Compliance.Qr;

/// <summary>How hard a masked code is to read; the mask with the least is taken (ISO/IEC 18004:2015, 7.8.3).</summary>
internal static class QrPenalty
{
    private static readonly bool[] FinderThenLight = [true, false, true, true, true, false, true, false, false, false, false];

    public static int Of(QrCode code)
    {
        var penalty = 0;
        for (var i = 0; i < code.Size; i++)
        {
            var line = i;
            penalty += Runs(code.Size, at => code[at, line]) + Runs(code.Size, at => code[line, at]);
            penalty += Finders(code.Size, at => code[at, line]) + Finders(code.Size, at => code[line, at]);
        }
        return penalty + Blocks(code) + Balance(code);
    }

    // Five or more of a colour in a line: 3, and one for each further.
    private static int Runs(int size, Func<int, bool> dark)
    {
        var (penalty, run) = (0, 1);
        for (var i = 1; i <= size; i++)
        {
            if (i < size && dark(i) == dark(i - 1))
            {
                run++;
                continue;
            }
            if (run >= 5)
                penalty += run - 2;
            run = 1;
        }
        return penalty;
    }

    // What looks like a finder pattern with light beside it: 40.
    private static int Finders(int size, Func<int, bool> dark)
    {
        var penalty = 0;
        for (var from = 0; from + FinderThenLight.Length <= size; from++)
        {
            var (forwards, backwards) = (true, true);
            for (var i = 0; i < FinderThenLight.Length; i++)
            {
                forwards &= dark(from + i) == FinderThenLight[i];
                backwards &= dark(from + i) == FinderThenLight[^(i + 1)];
            }
            penalty += (forwards ? 40 : 0) + (backwards ? 40 : 0);
        }
        return penalty;
    }

    // Two by two of a colour: 3.
    private static int Blocks(QrCode code)
    {
        var penalty = 0;
        for (var y = 1; y < code.Size; y++)
            for (var x = 1; x < code.Size; x++)
                if (code[x, y] == code[x - 1, y] && code[x, y] == code[x, y - 1] && code[x, y] == code[x - 1, y - 1])
                    penalty += 3;
        return penalty;
    }

    // Each whole 5 % away from half dark: 10.
    private static int Balance(QrCode code)
    {
        var dark = 0;
        for (var y = 0; y < code.Size; y++)
            for (var x = 0; x < code.Size; x++)
                dark += code[x, y] ? 1 : 0;
        var total = code.Size * code.Size;
        return 10 * (Math.Abs((20 * dark) - (10 * total)) / total);
    }
}

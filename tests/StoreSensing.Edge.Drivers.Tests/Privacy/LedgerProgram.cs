using System.Globalization;
using StoreSensing.Edge.Core.Anonymisation.Strict;
using StoreSensing.Edge.Drivers.Privacy;

namespace StoreSensing.Edge.Drivers.Tests.Privacy;

/// <summary>Takes shares of the privacy budget, day after day and start after start, in a process to be killed; prints <c>DAY MICROS</c> once a share may be used.</summary>
internal static class LedgerProgram
{
    public const string Argument = "--ledger";

    public static int Run(string file)
    {
        var first = new DateOnly(2026, 3, 2);
        var day = first;
        var proc = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(proc, "sys/kernel/random"));
        File.WriteAllText(Path.Combine(proc, "sys/kernel/random/boot_id"), "one boot\n");
        while (day < first.AddDays(1000))
        {
            // A day passes on this machine, too, before the next begins.
            File.WriteAllText(Path.Combine(proc, "uptime"), $"{86_400 * (day.DayNumber - first.DayNumber)}.00 1.00\n");
            var budget = new PrivacyBudget(4, new SqlitePrivacyLedger(file, proc), _ => { });
            if (budget.For(day) is { } share)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{share.Day:yyyy-MM-dd} {share.EpsilonMicros}"));
            else if (budget.Status.Day > day)
                day = budget.Status.Day!.Value;
            else
                day = day.AddDays(1);
        }
        return 0;
    }
}

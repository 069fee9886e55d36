namespace StoreSensing.Edge.Core.Detection;

/// <summary>The three planes of a network's input, by colour.</summary>
internal readonly ref struct Planes
{
    /// <summary>Takes 3 × rows × columns values.</summary>
    public Planes(Span<float> input, int columns, int rows, in InputColours colours)
    {
        (Columns, Rows) = (columns, rows);
        var plane = columns * rows;
        Red = input.Slice(colours.Reversed ? 2 * plane : 0, plane);
        Green = input.Slice(plane, plane);
        Blue = input.Slice(colours.Reversed ? 0 : 2 * plane, plane);
    }

    public int Columns { get; }

    public int Rows { get; }

    public Span<float> Red { get; }

    public Span<float> Green { get; }

    public Span<float> Blue { get; }

    /// <summary>Fills with what black becomes all but the first columns of the first rows.</summary>
    public void Blacken(int columns, int rows, in InputColours colours)
    {
        Blacken(Red, columns, rows, colours.Red.Offset);
        Blacken(Green, columns, rows, colours.Green.Offset);
        Blacken(Blue, columns, rows, colours.Blue.Offset);
    }

    private void Blacken(Span<float> plane, int columns, int rows, float value)
    {
        if (columns < Columns)
            for (var y = 0; y < rows; y++)
                plane[((y * Columns) + columns)..((y + 1) * Columns)].Fill(value);
        plane[(rows * Columns)..].Fill(value);
    }
}

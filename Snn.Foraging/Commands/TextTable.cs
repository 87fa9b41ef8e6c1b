namespace Snn.Foraging.Commands;

/// <summary>A plain table: columns as wide as their widest cell, two spaces apart, the first left and the others right.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> rows = [header];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Writes the table.</summary>
    public void Write(TextWriter to)
    {
        var widths = header.Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            to.WriteLine(string.Join("  ", cells).TrimEnd());
            if (row == header)
                to.WriteLine(new string('-', widths.Sum() + 2 * (widths.Length - 1)));
        }
    }
}

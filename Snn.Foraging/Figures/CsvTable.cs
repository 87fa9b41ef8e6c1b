using System.Globalization;

namespace Snn.Foraging.Figures;

/// <summary>A comma-separated table of a run folder, read row by row; columns are found by name.</summary>
internal sealed class CsvTable
{
    private readonly string path;
    private readonly string[] header;
    private string[] cells = [];
    private int line = 1;

    private CsvTable(string path, string header)
    {
        this.path = path;
        this.header = header.Split(',');
    }

    /// <summary>Reads every row, turning each into a record; no rows when the file is missing.</summary>
    public static List<T> Read<T>(string path, Func<CsvTable, T> row)
    {
        List<T> rows = [];
        if (!File.Exists(path))
            return rows;
        string whole = File.ReadAllText(path);
        if (!whole.EndsWith('\n'))
            throw new InvalidDataException($"'{path}' is damaged: it ends within a line; run the experiment again");
        using var reader = new StringReader(whole);
        string first = reader.ReadLine()!;
        var table = new CsvTable(path, first);
        while (reader.ReadLine() is string text)
        {
            table.line++;
            if (text.Length == 0)
                continue;
            table.cells = text.Split(',');
            if (table.cells.Length != table.header.Length)
                throw table.Wrong($"has {table.cells.Length} cells where the header has {table.header.Length}");
            rows.Add(row(table));
        }

        return rows;
    }

    /// <summary>The text in a column.</summary>
    public string Text(string column)
    {
        int i = Array.IndexOf(header, column);
        return i >= 0 ? cells[i] : throw new InvalidDataException($"{path} has no column '{column}'; it has {string.Join(", ", header)}");
    }

    /// <summary>The whole number in a column.</summary>
    public int Int(string column) => checked((int)Long(column));

    /// <summary>The whole number in a column.</summary>
    public long Long(string column) =>
        long.TryParse(Text(column), NumberStyles.Integer, CultureInfo.InvariantCulture, out long value)
            ? value : throw Wrong($"column {column} is '{Text(column)}', not a whole number");

    /// <summary>The number in a column; NaN when the cell is empty.</summary>
    public double Number(string column)
    {
        string text = Text(column);
        if (text.Length == 0)
            return double.NaN;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value : throw Wrong($"column {column} is '{text}', not a number");
    }

    /// <summary>The number in a column, which must lie in 0 to 1; NaN when the cell is empty.</summary>
    public double Share(string column) =>
        Number(column) is >= 0 and <= 1 or double.NaN ? Number(column) : throw Wrong($"column {column} is '{Text(column)}', not within 0 to 1");

    private InvalidDataException Wrong(string what) => new($"{path}, line {line}: {what}");
}

using System.Globalization;
using System.Text.Json;

namespace AgriTrace.Bench;

/// <summary>How every benchmark speaks: a table for people, then one line of JSON for programs.</summary>
internal static class Report
{
    /// <param name="rows">The figures, in the order of the table; milliseconds unless the name says otherwise.</param>
    /// <param name="ratio">What is judged: ours to the yardstick of the same run.</param>
    /// <returns>The exit code: 0 when the aim holds.</returns>
    public static int Done(string bench, IReadOnlyList<(string Name, double Value)> rows, double ratio, string aim, bool holds)
    {
        foreach (var (name, value) in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-40} {value,12:N1}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"ratio",-40} {ratio,12:N2}   aim {aim}: {(holds ? "holds" : "missed")}"));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench,
            figures = rows.ToDictionary(row => row.Name, row => Math.Round(row.Value, 2)),
            ratio = Math.Round(ratio, 3),
            aim,
            holds,
        }));
        return holds ? 0 : 1;
    }

    public static int Fail(string line)
    {
        Console.Error.WriteLine("agritrace: " + line);
        return 1;
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
}

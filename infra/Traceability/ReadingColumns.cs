using AgriTrace.Domain.Traceability.ColdChain;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>What an event measured, in the row that leads to it: so that thousands are read as rows, and none by itself.</summary>
internal static class ReadingColumns
{
    /// <summary>True in the row of an event that only measures, also where it measured neither temperature nor humidity.</summary>
    private const string Sensor = "Sensor";

    private const string MinT = "MinT", MaxT = "MaxT", MinH = "MinH", MaxH = "MaxH";

    public static IReadOnlyList<string> All { get; } = [Sensor, MinT, MaxT, MinH, MaxH];

    public static void Write(TableEntity row, Reading reading)
    {
        row[Sensor] = true;
        foreach (var (column, number) in new[] { (MinT, reading.MinTemperature), (MaxT, reading.MaxTemperature), (MinH, reading.MinHumidity), (MaxH, reading.MaxHumidity) })
            if (number is { } measured) row[column] = (double)measured;
    }

    /// <returns>Null for any other event.</returns>
    public static Reading? Read(TableEntity row) =>
        row.GetBoolean(Sensor) == true ? new Reading(Number(row, MinT), Number(row, MaxT), Number(row, MinH), Number(row, MaxH)) : null;

    /// <summary>Believable, or it would not have been written: it fits into a decimal.</summary>
    private static decimal? Number(TableEntity row, string column) => row.GetDouble(column) is { } number ? (decimal)number : null;
}

using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Traceability.ColdChain;

/// <summary>The least and the most that one event measured: degrees Celsius, and relative humidity in percent. Null for what it did not.</summary>
public sealed record Reading(decimal? MinTemperature, decimal? MaxTemperature, decimal? MinHumidity, decimal? MaxHumidity)
{
    /// <summary>No cold room is as warm. What lies beyond is a broken sensor, or somebody who wants an overflow.</summary>
    private const decimal MostBelievable = 10_000;

    /// <summary>A reading may say its value, or the least and the most of a while.</summary>
    private static readonly string[] Values = ["value", "minValue", "maxValue"];

    /// <returns>Null for an event that is about more than a measurement.</returns>
    public static Reading? Of(EpcisEvent epcis)
    {
        if (epcis.Type != EpcisEventType.ObjectEvent || epcis.BizStep != "sensor_reporting" || epcis.SensorElementList is not { Count: > 0 } sensors) return null;
        var reports = sensors.SelectMany(sensor => sensor.Reports).ToArray();
        var temperatures = Measured(reports, epcis.Context, "Temperature", Celsius);
        var humidities = Measured(reports, epcis.Context, "RelativeHumidity", Percent);
        return new Reading(Least(temperatures), Most(temperatures), Least(humidities), Most(humidities));
    }

    private static decimal[] Measured(JsonElement[] reports, EpcisContext context, string type, Func<decimal, string?, decimal?> convert) =>
    [
        .. reports
            .Where(report => Text(report, "type") is { } word && Cbv.MeasurementType.Normal(word, context) == type)
            .SelectMany(report => Values.Select(name => Number(report, name) is { } number ? convert(number, Text(report, "uom")) : null))
            .OfType<decimal>(),
    ];

    private static decimal? Celsius(decimal number, string? unit) => Units.In("CEL", number, unit) is { } degrees ? Math.Round(degrees, 3) : null;

    private static decimal? Percent(decimal number, string? unit) => unit == "P1" ? Math.Round(number, 3) : null;

    private static decimal? Least(decimal[] numbers) => numbers.Length == 0 ? null : numbers.Min();

    private static decimal? Most(decimal[] numbers) => numbers.Length == 0 ? null : numbers.Max();

    private static decimal? Number(JsonElement report, string name) =>
        report.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
        && Math.Abs(number) <= MostBelievable ? number : null;

    private static string? Text(JsonElement report, string name) =>
        report.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A reading beside the key of its event, which begins with its time.</summary>
public sealed record KeyedReading(string Key, Reading Reading)
{
    public DateTimeOffset At { get; } = StoredEvent.TimeOf(Key);
}

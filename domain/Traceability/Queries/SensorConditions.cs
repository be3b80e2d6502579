using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Conditions on what sensors measured. One sensor report, or one sensorMetadata, fulfils a parameter; two may fulfil two.</summary>
internal static class SensorConditions
{
    private static readonly string[] Measures = ["value", "minValue", "maxValue", "meanValue", "sDev", "percValue"];

    public static readonly IReadOnlyList<KeyValuePair<string, ParameterReader>> Fixed =
    [
        KeyValuePair.Create("EQ_type", (ParameterReader)Type),
        .. Uris(ReportsOf, "microorganism", "chemicalSubstance", "uriValue"),
        .. Uris(PartsOf, "deviceID", "dataProcessingMethod", "bizRules"),
        KeyValuePair.Create("EQ_stringValue", (ParameterReader)StringValue),
        KeyValuePair.Create("EQ_hexBinaryValue", (ParameterReader)HexBinaryValue),
        KeyValuePair.Create("EQ_booleanValue", (ParameterReader)BooleanValue),
        .. Comparisons.All.Select(comparison => KeyValuePair.Create($"{comparison}_percRank", PercRank(comparison))),
        .. new[] { "time", "startTime", "endTime" }.SelectMany(field =>
            new[] { Comparison.GE, Comparison.LT }.Select(comparison => KeyValuePair.Create($"{comparison}_{field}", Time(comparison, field)))),
    ];

    public static readonly IReadOnlyList<(string Start, FlexibleReader Read)> Flexible =
        [.. Measures.SelectMany(field => Comparisons.All.Select(comparison => ($"{comparison}_{field}_", Measure(comparison, field))))];

    private static IEnumerable<JsonElement> ReportsOf(EpcisEvent epcis) => epcis.SensorElementList.SelectMany(element => element.Reports);

    /// <summary>Metadata holds for its reports, and may say of them what a report can say itself.</summary>
    private static IEnumerable<JsonElement> PartsOf(EpcisEvent epcis) =>
        epcis.SensorElementList.SelectMany(element => element.Metadata is { } metadata ? element.Reports.Prepend(metadata) : element.Reports);

    private static IEnumerable<KeyValuePair<string, ParameterReader>> Uris(
        Func<EpcisEvent, IEnumerable<JsonElement>> parts, params string[] fields) =>
        fields.Select(field => KeyValuePair.Create($"EQ_{field}", Uri(parts, field)));

    private static ParameterReader Uri(Func<EpcisEvent, IEnumerable<JsonElement>> parts, string field) => (query, parameter) =>
    {
        var uris = parameter.Uris();
        return query.Where(epcis => parts(epcis).Any(part =>
            TextOf(part, field) is { } uri && uris.Contains(EpcisEvent.Canonical(uri, epcis.Context))));
    };

    private static EventQuery Type(EventQuery query, QueryParameter parameter)
    {
        var types = parameter.Words(Cbv.MeasurementType);
        return query.Where(epcis => ReportsOf(epcis).Any(report =>
            TextOf(report, "type") is { } type && types.Contains(Cbv.MeasurementType.Normal(type, epcis.Context))));
    }

    private static EventQuery StringValue(EventQuery query, QueryParameter parameter) =>
        query.Where(epcis => ReportsOf(epcis).Any(report =>
            TextOf(report, "stringValue") is { } text && parameter.Values.Contains(ComparedValue.Plain(text))));

    private static EventQuery HexBinaryValue(EventQuery query, QueryParameter parameter)
    {
        if (!parameter.Values.All(value => value.All(char.IsAsciiHexDigit))) parameter.Fault("must be hexadecimal digits.");
        return query.Where(epcis => ReportsOf(epcis).Any(report =>
            parameter.Values.Contains(TextOf(report, "hexBinaryValue"), StringComparer.OrdinalIgnoreCase)));
    }

    private static EventQuery BooleanValue(EventQuery query, QueryParameter parameter)
    {
        var wanted = parameter.Word("true", "false") == "true" ? JsonValueKind.True : JsonValueKind.False;
        return query.Where(epcis => ReportsOf(epcis).Any(report =>
            report.TryGetProperty("booleanValue", out var given) && given.ValueKind == wanted));
    }

    private static ParameterReader PercRank(Comparison comparison) => (query, parameter) =>
    {
        var wanted = MeasureConditions.Numbers(parameter, comparison);
        return query.Where(epcis => ReportsOf(epcis).Any(report =>
            NumberOf(report, "percRank") is { } given && wanted.Any(number => comparison.Holds(given.CompareTo(number)))));
    };

    private static ParameterReader Time(Comparison comparison, string field) => (query, parameter) =>
        parameter.Time() is not { } bound ? query
        : query.Where(epcis => PartsOf(epcis).Any(part =>
            EpcisTime.TryParse(TextOf(part, field), out var given) && comparison.Holds(given.CompareTo(bound))));

    private static FlexibleReader Measure(Comparison comparison, string field) => (query, parameter, rest) =>
        MeasureConditions.Read(parameter, comparison, rest) is not { } holds ? query
        : query.Where(epcis => ReportsOf(epcis).Any(report => NumberOf(report, field) is { } given && holds(given, TextOf(report, "uom"))));

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? NumberOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;
}

using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>What an event is found by. <see cref="EventQuery"/> asks in the same words.</summary>
public static class EventTerms
{
    internal const string GtinStart = "https://id.gs1.org/01/";
    private const int GtinLength = 14;
    private const string StandardTypes = "https://ref.gs1.org/epcis/";

    /// <summary>Every EPC, class, parent and transformation that the event names, as canonical URIs, each once.</summary>
    public static IReadOnlyList<string> KeysOf(EpcisEvent epcis) =>
        [.. EpcsOf(epcis).Concat(ClassesOf(epcis)).Concat(Present(epcis.TransformationId)).Distinct(StringComparer.Ordinal)];

    /// <summary>The values to mark its day with; <see cref="EventDimension.RecordDay"/> is not among them.</summary>
    public static IReadOnlyList<(EventDimension Dimension, string Value)> MarksOf(EpcisEvent epcis) =>
    [
        .. Marks(EventDimension.EventType, TypeOf(epcis)),
        .. Marks(EventDimension.BizStep, epcis.BizStep),
        .. Marks(EventDimension.Disposition, epcis.Disposition),
        .. Marks(EventDimension.BizLocation, epcis.BizLocation),
        .. Marks(EventDimension.ReadPoint, epcis.ReadPoint),
        .. KeysOf(epcis).Select(ProductOf).OfType<string>().Distinct().Select(product => (EventDimension.Product, product)),
    ];

    /// <summary>The given id, in canonical form.</summary>
    internal static string? EventIdOf(EpcisEvent epcis) => epcis.EventId is { } id ? EpcisEvent.Canonical(id, epcis.Context) : null;

    internal static IEnumerable<string> EpcsOf(EpcisEvent epcis) =>
        epcis.EpcList.Concat(epcis.ChildEpcs).Concat(Present(epcis.ParentId)).Concat(epcis.InputEpcList).Concat(epcis.OutputEpcList);

    internal static IEnumerable<QuantityElement> QuantitiesOf(EpcisEvent epcis) =>
        epcis.QuantityList.Concat(epcis.ChildQuantityList).Concat(epcis.InputQuantityList).Concat(epcis.OutputQuantityList);

    internal static IEnumerable<string> ClassesOf(EpcisEvent epcis) => QuantitiesOf(epcis).Select(element => element.EpcClass);

    internal static IEnumerable<string> Present(string? value) => value is null ? [] : [value];

    /// <summary>The bare name of a standard type, however it is written; the full URI of another; null for what is no type.</summary>
    internal static string? TypeOf(string type, EpcisContext context)
    {
        var full = context.Expand(type) ?? type;
        var name = full.StartsWith(StandardTypes, StringComparison.Ordinal) ? full[StandardTypes.Length..] : full;
        return EpcisEvent.TypeOf(name) switch
        {
            EpcisEventType.Extension => full,
            EpcisEventType.Unknown => null,
            _ => name,
        };
    }

    internal static string? TypeOf(EpcisEvent epcis) =>
        epcis.Json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? TypeOf(type.GetString()!, epcis.Context)
            : null;

    /// <summary>The product of a canonical URI with a GTIN in it; null for any other.</summary>
    internal static string? ProductOf(string uri) =>
        uri.StartsWith(GtinStart, StringComparison.Ordinal) && uri.Length >= GtinStart.Length + GtinLength
            ? uri[..(GtinStart.Length + GtinLength)]
            : null;

    private static IEnumerable<(EventDimension Dimension, string Value)> Marks(EventDimension dimension, string? value) =>
        Present(value).Select(present => (dimension, present));
}

using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>An extension field, and the part of an event that it is looked for in.</summary>
internal sealed class ExtensionField
{
    private const string InnerStart = "INNER_";

    // What may hold extensions. Without one of these starts it is the event itself.
    private static readonly (string Start, Func<EpcisEvent, IEnumerable<JsonElement?>> Holders)[] Parts =
    [
        ("ILMD_", epcis => [epcis.Ilmd]),
        ("ERROR_DECLARATION_", epcis => [epcis.ErrorDeclaration?.Json]),
        ("readPoint_", epcis => [Member(epcis, "readPoint")]),
        ("bizLocation_", epcis => [Member(epcis, "bizLocation")]),
        ("SENSORELEMENT_", epcis => epcis.SensorElementList.Select(element => (JsonElement?)element.Json)),
        ("SENSORMETADATA_", epcis => epcis.SensorElementList.Select(element => element.Metadata)),
        ("SENSORREPORT_", epcis => epcis.SensorElementList.SelectMany(element => element.Reports).Select(report => (JsonElement?)report)),
    ];

    private readonly ExtensionName name;
    private readonly bool isInner;
    private readonly Func<EpcisEvent, IEnumerable<JsonElement?>> holders;

    private ExtensionField(ExtensionName name, bool isInner, Func<EpcisEvent, IEnumerable<JsonElement?>> holders) =>
        (this.name, this.isInner, this.holders) = (name, isInner, holders);

    /// <param name="text">What follows the comparison in the name of the parameter.</param>
    /// <returns>Null after a fault.</returns>
    public static ExtensionField? Read(QueryParameter parameter, string text)
    {
        var isInner = text.StartsWith(InnerStart, StringComparison.Ordinal);
        if (isInner) text = text[InnerStart.Length..];

        var part = Array.Find(Parts, part => text.StartsWith(part.Start, StringComparison.Ordinal));
        if (part.Start is not null) text = text[part.Start.Length..];
        return ExtensionName.Read(parameter, text) is { } name ? new(name, isInner, part.Holders ?? (epcis => [epcis.Json])) : null;
    }

    public bool IsIn(EpcisEvent epcis) => Found(epcis).Any(value => value.ValueKind != JsonValueKind.Null);

    /// <summary>Its single values, wherever it stands; lists are opened.</summary>
    public IEnumerable<ComparedValue> ValuesOf(EpcisEvent epcis) =>
        Found(epcis).SelectMany(Items).Select(ComparedValue.Of).OfType<ComparedValue>();

    /// <summary>A place of the event, where it is one.</summary>
    internal static JsonElement? Member(EpcisEvent epcis, string name) =>
        epcis.Json.TryGetProperty(name, out var place) && place.ValueKind == JsonValueKind.Object ? place : null;

    /// <summary>The items of a list, those of lists in it too; another value alone.</summary>
    internal static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Items) : [value];

    private IEnumerable<JsonElement> Found(EpcisEvent epcis)
    {
        var members = holders(epcis).OfType<JsonElement>().SelectMany(holder => holder.EnumerateObject());

        // At any depth within an extension, but never at the top: that is asked for without INNER_.
        if (isInner) members = members.Where(member => epcis.Context.TryResolve(member.Name, out _, out _)).SelectMany(member => Below(member.Value));
        return members.Where(member => name.IsNameOf(member.Name, epcis.Context)).Select(member => member.Value);
    }

    private static IEnumerable<JsonProperty> Below(JsonElement value) =>
        Items(value).Where(item => item.ValueKind == JsonValueKind.Object)
            .SelectMany(item => item.EnumerateObject())
            .SelectMany(member => Below(member.Value).Prepend(member));
}

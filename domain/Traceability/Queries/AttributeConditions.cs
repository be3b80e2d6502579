using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Conditions on attributes of what a field names: <c>HASATTR_field</c> and <c>EQ_ATTR_field_attribute</c>.</summary>
// The standard means attributes in master data. There is none here, so they are those that the event itself carries: the members of
// readPoint and bizLocation, and of extension fields that are objects. A bizStep or a disposition carries none.
internal static class AttributeConditions
{
    private static readonly string[] Bare = ["readPoint", "bizLocation", "bizStep", "disposition"];

    /// <summary>The value lists names of attributes, one of which must be there.</summary>
    public static EventQuery Has(EventQuery query, QueryParameter parameter, string rest)
    {
        if (FieldOf(parameter, rest) is not { } field) return query;
        var names = parameter.Values.Select(value => NameOf(value, parameter.Prefixes)).ToHashSet(StringComparer.Ordinal);
        return query.Where(epcis => Attributes(epcis, field).Any(attribute => names.Contains(NameOf(attribute.Name, epcis.Context))));
    }

    public static EventQuery Is(EventQuery query, QueryParameter parameter, string rest)
    {
        var end = EndOfField(rest);
        if (end < 1 || end == rest.Length - 1)
        {
            parameter.Fault("must name a field and an attribute: EQ_ATTR_bizLocation_example:size.");
            return query;
        }

        if (FieldOf(parameter, rest[..end]) is not { } field) return query;
        var wanted = NameOf(rest[(end + 1)..], parameter.Prefixes);
        var any = parameter.Values.Select(value => new ComparedValue(value)).ToList();
        return query.Where(epcis => Attributes(epcis, field)
            .Where(attribute => NameOf(attribute.Name, epcis.Context) == wanted)
            .SelectMany(attribute => ExtensionField.Items(attribute.Value))
            .Select(ComparedValue.Of).OfType<ComparedValue>()
            .Any(given => any.Exists(given.IsSameAs)));
    }

    /// <summary>The first underscore ends the field; in an extension's name, the first one behind its prefix or namespace.</summary>
    private static int EndOfField(string rest)
    {
        if (Array.Find(Bare, name => rest.StartsWith(name + "_", StringComparison.Ordinal)) is { } bare) return bare.Length;
        var space = rest.IndexOf(rest.StartsWith('{') ? '}' : ':', StringComparison.Ordinal);
        return space < 0 ? -1 : rest.IndexOf('_', space);
    }

    private static Func<string, EpcisContext, bool>? FieldOf(QueryParameter parameter, string field)
    {
        if (Bare.Contains(field)) return (member, _) => member == field;
        return ExtensionName.Read(parameter, field) is { } name ? name.IsNameOf : null;
    }

    private static IEnumerable<JsonProperty> Attributes(EpcisEvent epcis, Func<string, EpcisContext, bool> field) =>
        epcis.Json.EnumerateObject().Where(member => field(member.Name, epcis.Context))
            .SelectMany(member => ExtensionField.Items(member.Value))
            .Where(value => value.ValueKind == JsonValueKind.Object)
            .SelectMany(value => value.EnumerateObject());

    // A bare attribute, such as the id of a place, goes by its bare name.
    private static string NameOf(string name, EpcisContext context) => context.TryResolve(name, out var space, out var local) ? space + local : name;
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Brings the two ways to write a query, a URL and a JSON object, to the same list of bounded parameters.</summary>
internal static class QueryText
{
    private const int MaxParameters = 100;
    private const int MaxValues = 100;
    private const int MaxLength = 1_000;

    public static IReadOnlyList<QueryParameter> OfUrl(
        IEnumerable<KeyValuePair<string, string>> parameters, EpcisContext prefixes, List<FieldFault> faults)
    {
        var byName = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (!byName.TryGetValue(name, out var values)) byName[name] = values = [];

            // Bounded while it is read, so that a flood of values takes no memory to refuse.
            if (values.Count <= MaxValues) values.AddRange(value.Split('|', MaxValues + 1));
        }

        return Bounded(byName.Select(one => (one.Key, one.Value)), prefixes, faults);
    }

    public static IReadOnlyList<QueryParameter> OfJson(JsonElement query, out EpcisContext prefixes, List<FieldFault> faults)
    {
        prefixes = EpcisContext.Standard;
        if (query.ValueKind != JsonValueKind.Object) faults.Add(new("$", "must be an object: a query."));
        else if (JsonFaults.First(JsonMarshal.GetRawUtf8Value(query), EpcisDocument.MaxDepth) is { } unreadable) faults.Add(unreadable);
        if (faults.Count > 0) return [];

        if (query.TryGetProperty("@context", out var context)) prefixes = prefixes.With(context);
        var members = query.EnumerateObject().Where(member => member.Name != "@context").Take(MaxParameters + 1).ToList();
        foreach (var member in members.Where(member => ItemsOf(member).Exists(IsNested)))
            faults.Add(new(member.Name, "must be a text, a number, true, false, null, or a list of these."));
        return faults.Count > 0 ? [] : Bounded(members.Select(member => (member.Name, ValuesOf(member))), prefixes, faults);
    }

    /// <summary>The same for the same parameters in another order, and for other prefixes of the same namespaces.</summary>
    public static string Fingerprint(IReadOnlyList<QueryParameter> parameters, EpcisContext prefixes)
    {
        var lines = parameters.Select(parameter =>
        {
            var values = parameter.Values.Select(value => prefixes.Expand(value) ?? value).Distinct().Order(StringComparer.Ordinal);
            return JsonSerializer.Serialize<string[]>([FullName(parameter.Name, prefixes), .. values]);
        });
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal))));
        return Convert.ToHexStringLower(digest)[..32];
    }

    private static string FullName(string name, EpcisContext prefixes)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return name;
        var start = name.LastIndexOf('_', colon) + 1;
        return prefixes.NamespaceOf(name[start..colon]) is { } space ? $"{name[..start]}{{{space}}}{name[(colon + 1)..]}" : name;
    }

    private static bool IsNested(JsonElement item) => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array;

    private static List<JsonElement> ItemsOf(JsonProperty member) =>
        member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray().Take(MaxValues + 1)] : [member.Value];

    private static List<string> ValuesOf(JsonProperty member) =>
        [.. ItemsOf(member).Where(item => item.ValueKind != JsonValueKind.Null)
            .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())];

    private static List<QueryParameter> Bounded(
        IEnumerable<(string Name, List<string> Values)> parameters, EpcisContext prefixes, List<FieldFault> faults)
    {
        var given = parameters.Take(MaxParameters + 1).ToList();
        if (given.Count > MaxParameters)
        {
            faults.Add(new("$", $"must have at most {MaxParameters} parameters."));
            return [];
        }

        return [.. given.Select(one => Bounded(one.Name, one.Values, prefixes, faults)).OfType<QueryParameter>()];
    }

    // Normalising throws on what is no character.
    private static string Clean(string path, string value, List<FieldFault> faults)
    {
        if (!value.Contains('\uFFFE', StringComparison.Ordinal)) return PlainText.Read(path, value, MaxLength, faults);
        faults.Add(new(path, "must be valid text."));
        return "";
    }

    private static QueryParameter? Bounded(string name, List<string> values, EpcisContext prefixes, List<FieldFault> faults)
    {
        var before = faults.Count;
        var path = name.Length <= MaxLength ? name : name[..100];
        if (name.Length > MaxLength) faults.Add(new(path, $"must have a name of at most {MaxLength} characters."));
        else if (values.Count > MaxValues) faults.Add(new(path, $"must have at most {MaxValues} values."));
        if (faults.Count > before) return null;

        // The standard gives EXISTS_ no value at all.
        var mayBeEmpty = name.StartsWith("EXISTS_", StringComparison.Ordinal);
        if (mayBeEmpty) values = [.. values.Where(value => value.Length > 0)];
        else if (values.Count == 0) faults.Add(new(path, "must have a value."));
        List<string> clean = [.. values.Select(value => Clean(path, value, faults))];
        return faults.Count == before ? new QueryParameter(name, clean, prefixes, faults) : null;
    }
}

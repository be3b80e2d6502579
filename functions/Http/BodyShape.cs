using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AgriTrace.Domain;

namespace AgriTrace.Functions.Http;

/// <summary>Compares JSON with the type that it is meant for and names every fault, where the serializer would stop at the first.</summary>
internal static class BodyShape
{
    /// <summary>Enough to mend a body by; a hostile one must not choose how long the answer is.</summary>
    private const int MaxFaults = 50;

    /// <summary>What no list, dictionary or text of ours exceeds; most have a smaller bound, which the domain knows.</summary>
    private const int MaxItems = 1_000, MaxText = 32_768;

    public static IReadOnlyList<FieldFault> Check<T>(JsonElement json)
    {
        var faults = new List<FieldFault>();
        Check(json, AgriTraceJson.Options.GetTypeInfo(typeof(T)), nullable: false, "$", faults);
        return faults;
    }

    /// <summary>The path of the first member that stands twice in its object; null when none does.</summary>
    public static string? Repeated(JsonElement json, string path = "$")
    {
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray().Select((item, index) => Repeated(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))).FirstOrDefault(found => found is not null);
        if (json.ValueKind != JsonValueKind.Object) return null;
        var seen = new HashSet<string>();
        foreach (var member in json.EnumerateObject())
            if (!seen.Add(member.Name)) return PathOf(path, member.Name);
            else if (Repeated(member.Value, PathOf(path, member.Name)) is { } below) return below;
        return null;
    }

    private static void Check(JsonElement json, JsonTypeInfo type, bool nullable, string path, List<FieldFault> faults)
    {
        if (faults.Count >= MaxFaults) return;
        if (IsAnyJson(type.Type))
        {
            ReadTexts(json);
            return;
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            if (!nullable) faults.Add(new(path, "must not be null."));
            return;
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(json, type, path, faults);
                break;
            case JsonTypeInfoKind.Enumerable:
                CheckItems(json, type, path, faults);
                break;
            case JsonTypeInfoKind.Dictionary:
                CheckEntries(json, type, path, faults);
                break;
            default:
                CheckValue(json, type, path, faults);
                break;
        }
    }

    private static void CheckObject(JsonElement json, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, "must be an object."));
            return;
        }

        foreach (var property in type.Properties.Where(property => property.IsRequired && !json.TryGetProperty(property.Name, out _)).Take(MaxFaults - faults.Count))
            faults.Add(new($"{path}.{property.Name}", "is missing."));

        foreach (var member in json.EnumerateObject())
        {
            if (faults.Count >= MaxFaults) return;
            var below = PathOf(path, member.Name);
            if (type.Properties.FirstOrDefault(known => known.Name == member.Name) is { } known)
                Check(member.Value, AgriTraceJson.Options.GetTypeInfo(known.PropertyType), MayBeNull(known), below, faults);
            else
                faults.Add(new(below, "is not a field of this route."));
        }
    }

    private static void CheckItems(JsonElement json, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new(path, "must be a list."));
            return;
        }

        if (json.GetArrayLength() > MaxItems) faults.Add(new(path, $"must have at most {MaxItems} items."));
        var item = AgriTraceJson.Options.GetTypeInfo(type.ElementType ?? typeof(object));
        var index = 0;
        foreach (var element in json.EnumerateArray().TakeWhile(_ => faults.Count < MaxFaults))
            Check(element, item, nullable: false, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), faults);
    }

    private static void CheckEntries(JsonElement json, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, "must be an object."));
            return;
        }

        if (json.GetPropertyCount() > MaxItems) faults.Add(new(path, $"must have at most {MaxItems} members."));
        var item = AgriTraceJson.Options.GetTypeInfo(type.ElementType ?? typeof(object));
        foreach (var member in json.EnumerateObject().TakeWhile(_ => faults.Count < MaxFaults))
            Check(member.Value, item, nullable: false, PathOf(path, member.Name), faults);
    }

    private static void CheckValue(JsonElement json, JsonTypeInfo type, string path, List<FieldFault> faults)
    {
        try
        {
            if (json.ValueKind == JsonValueKind.String && json.GetString()!.Length > MaxText) faults.Add(new(path, $"must have at most {MaxText} characters."));
            else _ = json.Deserialize(type);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            faults.Add(new(path, $"must be {Wanted(type.Type)}."));
        }
    }

    private static string Wanted(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
        if (plain == typeof(string)) return "a text";
        if (plain == typeof(bool)) return "true or false";
        if (plain == typeof(DateTimeOffset)) return "a time with its offset, as 2026-11-20T06:30:00+07:00";
        if (plain == typeof(DateOnly)) return "a date, as 2026-11-20";
        if (plain == typeof(Guid)) return "a UUID";
        if (plain == typeof(int) || plain == typeof(long)) return "a whole number within bounds";
        return plain == typeof(decimal) || plain == typeof(double) ? "a number within bounds" : "a value of the documented form";
    }

    /// <summary>A member that carries foreign JSON (GeoJSON, EPCIS) is checked by its own reader.</summary>
    private static bool IsAnyJson(Type type) => type == typeof(JsonElement) || type == typeof(JsonElement?) || typeof(JsonNode).IsAssignableFrom(type);

    /// <summary>Looks at every text of foreign JSON, so that its own reader does not stumble over one.</summary>
    /// <exception cref="InvalidOperationException">One is not valid Unicode.</exception>
    private static void ReadTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String) _ = json.GetString();
        if (json.ValueKind == JsonValueKind.Array)
            foreach (var item in json.EnumerateArray()) ReadTexts(item);
        if (json.ValueKind != JsonValueKind.Object) return;
        foreach (var member in json.EnumerateObject())
        {
            _ = member.Name;
            ReadTexts(member.Value);
        }
    }

    private static bool MayBeNull(JsonPropertyInfo property) =>
        property.IsSetNullable
        && (Nullable.GetUnderlyingType(property.PropertyType) is not null || !property.PropertyType.IsValueType);

    private static string PathOf(string path, string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? $"{path}.{name}" : $"{path}['{Clip(name)}']";

    private static string Clip(string name) => name.Length <= 60 ? name : name[..60] + "…";
}

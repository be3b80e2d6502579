using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgriTrace.Functions.Tests.Traceability.Records;

/// <summary>Holds JSON against a schema of draft 7: so much of it as GS1's schema of EPCIS uses. What it does not know, it refuses.</summary>
internal sealed class JsonSchemaCheck(JsonNode root)
{
    private static readonly string[] Silent = ["$id", "$schema", "definitions", "then", "$comment", "description", "title"];

    /// <summary>Every place that does not fit, with the rule that it breaks.</summary>
    public IReadOnlyList<string> Faults(JsonNode? json) => [.. Check(json, root, "$")];

    private IEnumerable<string> Check(JsonNode? json, JsonNode schema, string path)
    {
        if (schema is JsonValue) return schema.GetValue<bool>() ? [] : [$"{path}: nothing may stand here"];
        return schema.AsObject().Where(rule => !Silent.Contains(rule.Key)).SelectMany(rule => Rule(json, rule.Key, rule.Value!, schema, path));
    }

    private IEnumerable<string> Rule(JsonNode? json, string name, JsonNode rule, JsonNode schema, string path) => name switch
    {
        "$ref" => Check(json, Resolve(rule.GetValue<string>()), path),
        "allOf" => rule.AsArray().SelectMany(one => Check(json, one!, path)),
        "anyOf" => Fault(rule.AsArray().Any(one => !Check(json, one!, path).Any()), path, "anyOf " + string.Join(" | ", rule.AsArray().SelectMany(one => Check(json, one!, path)))),
        "oneOf" => Fault(rule.AsArray().Count(one => !Check(json, one!, path).Any()) == 1, path, name),
        "not" => Fault(Check(json, rule, path).Any(), path, name),
        "if" => schema["then"] is { } then && !Check(json, rule, path).Any() ? Check(json, then, path) : [],
        "type" => Fault(rule is JsonArray many ? many.Any(one => IsOf(json, one!.GetValue<string>())) : IsOf(json, rule.GetValue<string>()), path, "type " + rule),
        "enum" => Fault(rule.AsArray().Any(one => JsonNode.DeepEquals(one, json)), path, "enum"),
        "pattern" => Fault(!IsText(json) || Regex.IsMatch(json!.GetValue<string>(), rule.GetValue<string>()), path, "pattern " + rule),
        "format" => Fault(!IsText(json) || IsForm(json!.GetValue<string>(), rule.GetValue<string>()), path, "format " + rule),
        "items" => json is JsonArray items ? items.SelectMany((item, index) => Check(item, rule, $"{path}[{index}]")) : [],
        "minItems" => Fault(json is not JsonArray list || list.Count >= rule.GetValue<int>(), path, name),
        "uniqueItems" => Fault(json is not JsonArray set || set.Select(item => item!.ToJsonString()).Distinct().Count() == set.Count, path, name),
        _ => json is JsonObject members ? Members(members, name, rule, schema, path) : IsOfObjects(name) ? [] : throw new NotSupportedException(name),
    };

    private IEnumerable<string> Members(JsonObject json, string name, JsonNode rule, JsonNode schema, string path) => name switch
    {
        "properties" => rule.AsObject().Where(one => json.ContainsKey(one.Key)).SelectMany(one => Check(json[one.Key], one.Value!, $"{path}.{one.Key}")),
        "required" => rule.AsArray().Select(one => one!.GetValue<string>()).Where(one => !json.ContainsKey(one)).Select(one => $"{path}.{one}: required"),
        "propertyNames" => json.SelectMany(member => Check(JsonValue.Create(member.Key), rule, $"{path}.{member.Key} (its name)")),
        "additionalProperties" => json.Where(member => schema["properties"]?.AsObject().ContainsKey(member.Key) != true).SelectMany(member => Check(member.Value, rule, $"{path}.{member.Key}")),
        _ => throw new NotSupportedException(name),
    };

    private JsonNode Resolve(string reference) =>
        reference[2..].Split('/').Aggregate(root, (node, part) => node[Uri.UnescapeDataString(part)] ?? throw new NotSupportedException(reference));

    private static IEnumerable<string> Fault(bool isGood, string path, string rule) => isGood ? [] : [$"{path}: {rule}"];

    private static bool IsText(JsonNode? json) => json?.GetValueKind() == System.Text.Json.JsonValueKind.String;

    private static bool IsOfObjects(string name) => name is "properties" or "required" or "propertyNames" or "additionalProperties";

    private static bool IsOf(JsonNode? json, string type) => type switch
    {
        "object" => json is JsonObject,
        "array" => json is JsonArray,
        "string" => IsText(json),
        "number" => json?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "boolean" => json?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "null" => json is null,
        _ => throw new NotSupportedException(type),
    };

    private static bool IsForm(string text, string format) => format switch
    {
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "date-time" => DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
        _ => throw new NotSupportedException(format),
    };
}

using System.Text;
using System.Text.Json.Nodes;

namespace AgriTrace.Testing.Fuzz;

/// <summary>Makes bodies that fit their schema, with values that are mostly meant to pass, and spoils them.</summary>
internal sealed class FuzzBodies(JsonNode document, FuzzPool pool)
{
    private const int MaxDepth = 6;

    public byte[] Make(FuzzRoute route, Random random)
    {
        var body = route.Schema is { } schema ? Value(schema, "", random, 0) : FuzzEpcis.Document(pool, random);
        var spoils = random.Next(2) == 0 ? 0 : random.Next(1, 4);
        for (var spoil = 0; spoil < spoils; spoil++) body = Spoil(body, random);
        var text = Write(body);
        if (random.Next(8) == 0) text = SpoilText(text, random);
        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(12) == 0 ? SpoilBytes(bytes, random) : bytes;
    }

    private static string Write(JsonNode? body)
    {
        var text = body?.ToJsonString() ?? "null";
        text = text.Replace(FuzzTexts.LoneSurrogate, "\\ud800", StringComparison.Ordinal);
        for (var start = text.IndexOf('"' + FuzzTexts.Raw, StringComparison.Ordinal); start >= 0; start = text.IndexOf('"' + FuzzTexts.Raw, StringComparison.Ordinal))
        {
            var end = text.IndexOf('"', start + 1);
            text = text[..start] + text[(start + 1 + FuzzTexts.Raw.Length)..end].Replace("\\u002B", "+", StringComparison.Ordinal) + text[(end + 1)..];
        }

        return text;
    }

    /// <param name="name">Of the member, which tells more than its type.</param>
    private JsonNode? Value(JsonNode schema, string name, Random random, int depth)
    {
        // "true": anything goes, which is foreign JSON.
        if (schema is not JsonObject) return FuzzEpcis.Field();
        if (schema["$ref"]?.GetValue<string>() is { } reference) return Value(document["components"]!["schemas"]![reference.Split('/')[^1]]!, name, random, depth);
        if (schema["anyOf"]?.AsArray() is { } any) return Value(FuzzTexts.One(random, [.. any])!, name, random, depth);
        if (schema["enum"]?.AsArray() is { } words) return FuzzTexts.One(random, [.. words])?.DeepClone();
        var type = schema["type"] is JsonArray types ? FuzzTexts.One(random, [.. types])!.GetValue<string>() : schema["type"]?.GetValue<string>();
        return type switch
        {
            "object" => depth > MaxDepth ? new JsonObject() : Object(schema, random, depth),
            "array" => depth > MaxDepth ? [] : Array(schema, name, random, depth),
            "integer" => random.Next(1, 100),
            "number" => name is "minimum" or "step" ? 1 : random.Next(1, 20),
            "boolean" => random.Next(2) == 0,
            "string" => pool.Of(name, random),
            _ => null,
        };
    }

    private JsonObject Object(JsonNode schema, Random random, int depth)
    {
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        var made = new JsonObject();
        foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
            if (required.Contains(name) || random.Next(2) == 0) made[name] = Value(property!, name, random, depth + 1);
        // A product is named in one of two ways.
        if (made.ContainsKey("gtin")) made.Remove("product");
        else if (schema["properties"]?["gtin"] is not null && !made.ContainsKey("product")) made["gtin"] = FuzzPool.Gtin;
        return made;
    }

    private JsonArray Array(JsonNode schema, string name, Random random, int depth) =>
        schema["items"] is { } items ? [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Value(items, name, random, depth + 1))] : [];

    /// <summary>Puts something else in the place of one value somewhere below, or adds or takes a member.</summary>
    private static JsonNode? Spoil(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } some when random.Next(10) != 0:
                var name = FuzzTexts.One(random, [.. some.Select(member => member.Key)]);
                if (random.Next(10) == 0) some.Remove(name);
                else if (random.Next(10) == 0) some[FuzzTexts.Text(random)] = Odd(random);
                else some[name] = Spoil(some[name]?.DeepClone(), random);
                return some;
            case JsonArray { Count: > 0 } items when random.Next(10) != 0:
                var index = random.Next(items.Count);
                if (random.Next(8) == 0) for (var copy = 0; copy < 1_200; copy++) items.Add(items[index]?.DeepClone());
                else items[index] = Spoil(items[index]?.DeepClone(), random);
                return items;
            default:
                return Odd(random);
        }
    }

    private static JsonNode? Odd(Random random) => random.Next(10) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => new JsonArray(),
        3 => new JsonObject(),
        4 => Deep(random.Next(2, 200)),
        5 or 6 => FuzzTexts.Raw + FuzzTexts.Number(random),
        _ => FuzzTexts.Text(random),
    };

    private static string Deep(int depth) => FuzzTexts.Raw + new string('[', depth) + new string(']', depth);

    private static string SpoilText(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(6) switch
        {
            0 => text[..at],
            1 => text + text,
            2 => "\ufeff" + text,
            3 when text.StartsWith("{\"", StringComparison.Ordinal) => "{\"" + text[2..text.IndexOf('"', 2)] + "\":1," + text[1..],
            4 => text.Insert(at, FuzzTexts.Text(random)),
            _ => text.Insert(at, "/*x*/"),
        };
    }

    private static byte[] SpoilBytes(byte[] bytes, Random random)
    {
        var spoiled = bytes.ToArray();
        for (var change = 0; change < random.Next(1, 4) && spoiled.Length > 0; change++) spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
        return spoiled;
    }
}

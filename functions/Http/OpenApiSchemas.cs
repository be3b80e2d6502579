using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using AgriTrace.Domain;

namespace AgriTrace.Functions.Http;

/// <summary>Gathers the schemas of the shapes that openapi.json speaks of, each once and under its type's name.</summary>
internal sealed class OpenApiSchemas
{
    private readonly SortedDictionary<string, (Type Type, JsonNode? Schema)> known = new(StringComparer.Ordinal);

    /// <summary>A reference to the type's schema, which is added with all that it needs.</summary>
    /// <exception cref="InvalidOperationException">Two types have one name: one of them must be renamed.</exception>
    public JsonNode Of(Type type)
    {
        var info = AgriTraceJson.Options.GetTypeInfo(type);
        return info.Kind == JsonTypeInfoKind.Object ? Reference(type) : Export(info);
    }

    public JsonObject ToJson() => new(known.Select(schema => KeyValuePair.Create(schema.Key, schema.Value.Schema?.DeepClone())));

    private JsonObject Reference(Type type)
    {
        var name = NameOf(type);
        if (!known.TryGetValue(name, out var entry))
        {
            known[name] = (type, null);
            known[name] = (type, Export(AgriTraceJson.Options.GetTypeInfo(type)));
        }
        else if (entry.Type != type)
        {
            throw new InvalidOperationException($"{type} and {entry.Type} would have one name in openapi.json.");
        }

        return new JsonObject { ["$ref"] = "#/components/schemas/" + name };
    }

    private JsonNode Export(JsonTypeInfo info) => info.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Transform(info.Type, context, schema),
    });

    private JsonNode Transform(Type root, JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && type != root) return OrNull(context, Reference(type));
        if (schema is JsonObject { Count: > 0 } named && named.ContainsKey("enum") && !named.ContainsKey("type")) named["type"] = "string";
        // Our own converters write texts; the exporter cannot know, and says that anything goes.
        return schema.GetValueKind() == JsonValueKind.True && IsOwn(type) ? new JsonObject { ["type"] = "string" } : schema;
    }

    private static JsonNode OrNull(JsonSchemaExporterContext context, JsonObject reference) =>
        context.PropertyInfo is { IsGetNullable: true }
            ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;

    private static bool IsOwn(Type type) => type.Assembly == typeof(AgriTraceJson).Assembly;

    /// <summary><c>Page&lt;ListingBody&gt;</c> is <c>PageOfListingBody</c>.</summary>
    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}"
        : type.Name;
}

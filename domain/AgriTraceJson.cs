using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AgriTrace.Domain;

/// <summary>The one JSON setting: bodies, answers, queue messages and stored documents.</summary>
/// <remarks>
/// camelCase; enums as lower-case words with hyphens; unknown members, repeated members, missing members (but those that may be null) and nulls where none
/// belong are refused. Vietnamese is written as it is, not as escapes.
/// </remarks>
public static class AgriTraceJson
{
    /// <summary>Deeper JSON is refused: no shape of ours needs more, and an attacker must not choose our stack.</summary>
    public const int MaxDepth = 32;

    /// <summary>Read-only; safe to share.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not the JSON of a <typeparamref name="T"/>; for our own rows and messages that is a bug.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null is not a {typeof(T).Name}.");

    /// <summary>Applies the setting to an options object that a framework owns.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.DictionaryKeyPolicy = null;
        // Answers are JSON and say so, with nosniff: nothing needs to be escaped for HTML.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.MaxDepth = MaxDepth;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(NullableIsOptional);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    /// <summary>What may be null may be absent: we leave out nulls when we write.</summary>
    private static void NullableIsOptional(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.IsRequired && property.IsSetNullable && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null))
                property.IsRequired = false;
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Default);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

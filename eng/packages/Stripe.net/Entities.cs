using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

public interface IStripeEntity;

public interface IHasId
{
    string Id { get; set; }
}

/// <summary>An object of Stripe's that says what it is: <c>checkout.session</c>, <c>charge</c>…</summary>
public interface IHasObject
{
    string Object { get; set; }
}

/// <summary>A page of a list, the latest first.</summary>
public class StripeList<T> : IStripeEntity, IHasObject
{
    public string Object { get; set; }

    public List<T> Data { get; set; }

    public bool HasMore { get; set; }
}

/// <summary>Reads Stripe's JSON: snake case, seconds since 1970, and objects that name their own type.</summary>
internal static class StripeJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new UnixSeconds(), new ByObjectName() },
    };

    private sealed class UnixSeconds : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64()).UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }

    /// <summary>An object that nothing here knows is null, as in the real package.</summary>
    private sealed class ByObjectName : JsonConverter<IHasObject>
    {
        public override IHasObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.GetProperty("object").GetString() switch
            {
                "checkout.session" => document.Deserialize<Checkout.Session>(options),
                _ => null,
            };
        }

        public override void Write(Utf8JsonWriter writer, IHasObject value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}

/// <summary>A field that holds an id, or the whole object where the request asked to expand it.</summary>
internal sealed class ExpandableId : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var id = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.GetProperty("id") : document.RootElement;
        return id.GetString();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
}

using System.Text.Json;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Catalogue;

/// <summary>What names a product: a GTIN, or a slug of the cooperative's own where it has no GS1 prefix.</summary>
/// <param name="Key">Unique on the whole platform: the GTIN with 14 digits, or <c>coop/slug</c>.</param>
[JsonConverter(typeof(ProductIdJson))]
public sealed record ProductId(string Key)
{
    private const char Separator = '/';

    public bool IsGtin => !Key.Contains(Separator, StringComparison.Ordinal);

    /// <summary>What routes and bodies carry: the GTIN or the slug.</summary>
    public string Name => Key[(Key.IndexOf(Separator, StringComparison.Ordinal) + 1)..];

    /// <summary>The cooperative of a slug; null for a GTIN, which says nothing of who sells it.</summary>
    public string? Coop => IsGtin ? null : Key[..Key.IndexOf(Separator, StringComparison.Ordinal)];

    /// <summary>Reads a GTIN where the text is digits only, else a slug of <paramref name="coop"/>.</summary>
    public static Result<ProductId> Parse(string coop, string? text) =>
        text is { Length: > 0 } && text.All(char.IsAsciiDigit)
            ? Gtin.TryParse(text).Map(gtin => new ProductId(gtin.Digits))
            : Slug.Parse("product", text).Map(slug => new ProductId(coop + Separator + slug));

    public override string ToString() => Name;
}

/// <summary>Stored as its key. In bodies products are plain texts, because only a route or body with a cooperative makes an id of a slug.</summary>
internal sealed class ProductIdJson : JsonConverter<ProductId>
{
    public override ProductId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException());

    public override void Write(Utf8JsonWriter writer, ProductId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Key);
}

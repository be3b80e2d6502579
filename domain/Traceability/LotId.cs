using System.Text.Json;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability;

/// <summary>A product and a lot number: both the stock that is sold and the thing that is traced.</summary>
[JsonConverter(typeof(LotIdJson))]
public sealed record LotId(ProductId Product, string Lot)
{
    /// <summary>Its path on this site, percent-encoded, without the scheme and host: <c>/01/{gtin}/10/{lot}</c> or <c>/p/{coop}/{product}/{lot}</c>.</summary>
    public string Path => Product.IsGtin
        ? $"/01/{Product.Key}/10/{Uri.EscapeDataString(Lot)}"
        : $"/p/{Product.Key}/{Uri.EscapeDataString(Lot)}";

    /// <summary>Unique on the platform, and a text that sorts by product.</summary>
    public string Key => $"{Product.Key}|{Lot}";

    /// <summary>Reads the two parts of a lot that is made or kept here.</summary>
    public static Result<LotId> Parse(string coop, string? product, string? lot) =>
        ProductId.Parse(coop, product).Then(id => LotNumber.TryMake(lot).Map(number => new LotId(id, number.Text)));

    /// <summary>The address that its QR code holds.</summary>
    public string DigitalLink(Uri publicUrl) => publicUrl.GetLeftPart(UriPartial.Authority) + Path;

    /// <summary>The class-level id in EPCIS events: the canonical Digital Link of a GTIN, or our own address where there is none.</summary>
    public string EpcClass(Uri publicUrl) => Product.IsGtin ? "https://id.gs1.org" + Path : DigitalLink(publicUrl);

    /// <summary>The lot of a key that was stored.</summary>
    public static LotId OfKey(string key)
    {
        var split = key.IndexOf('|', StringComparison.Ordinal);
        return new LotId(new ProductId(key[..split]), key[(split + 1)..]);
    }

    public override string ToString() => Key;
}

/// <summary>Stored as its key.</summary>
internal sealed class LotIdJson : JsonConverter<LotId>
{
    public override LotId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LotId.OfKey(reader.GetString() ?? throw new JsonException());

    public override void Write(Utf8JsonWriter writer, LotId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Key);
}

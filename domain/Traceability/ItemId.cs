using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability;

/// <summary>One item of a lot, by the serial number on its label. A serial number is unique among all items of its product.</summary>
public sealed record ItemId(LotId Lot, string Serial)
{
    /// <summary>As <see cref="LotId.Path"/>: <c>/01/{gtin}/10/{lot}/21/{serial}</c> or <c>/p/{coop}/{product}/{lot}/{serial}</c>.</summary>
    public string Path => $"{Lot.Path}{(Lot.Product.IsGtin ? "/21/" : "/")}{Uri.EscapeDataString(Serial)}";

    /// <summary>Unique on the platform.</summary>
    public string Key => $"{Lot.Product.Key}|{Serial}";

    /// <summary>Reads the serial number that an address names; no <c>/</c>, since %2F in a path reaches us as it is or as <c>/</c>.</summary>
    public static Result<ItemId> Parse(LotId lot, string? serial) =>
        Gs1.Serial.TryParse(serial).Then<ItemId>(number => number.Text.Contains('/', StringComparison.Ordinal) ? Gs1Errors.NotASerial(number.Text) : new ItemId(lot, number.Text));

    /// <summary>The address that its QR code holds.</summary>
    public string DigitalLink(Uri publicUrl) => publicUrl.GetLeftPart(UriPartial.Authority) + Path;
}

using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability;

/// <summary>Reads the fields of a body one by one and gathers every fault, so that one answer names them all.</summary>
/// <remarks>A value that has a fault is a stand-in of no meaning; look at <see cref="Error"/> before using any.</remarks>
internal sealed class FieldReader(string coop)
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProductId NoProduct = new(string.Empty);
    private readonly List<FieldFault> faults = [];

    public Error? Error => faults.Count == 0 ? null : TraceabilityErrors.Fields(faults);

    public string Id(string path, string text) => Take(path, Slug.Parse(path[2..], text), string.Empty);

    /// <summary>A product by its GTIN or by its slug, never by both.</summary>
    public ProductId Product(string path, string? gtin, string? product)
    {
        if (gtin is not null && product is not null) faults.Add(new(path + ".product", "must not stand beside gtin."));
        else if (gtin is not null) return Take(path + ".gtin", Gtin.TryParse(gtin).Map(read => new ProductId(read.Digits)), NoProduct);
        else if (product is not null) return Take(path + ".product", ProductId.Parse(coop, product), NoProduct);
        else faults.Add(new(path + ".gtin", "is missing; give gtin or product."));
        return NoProduct;
    }

    public string Lot(string path, string lot)
    {
        if (lot.Length == 0)
        {
            faults.Add(new(path + ".lot", "must not be empty."));
            return string.Empty;
        }

        // Addresses hold lot numbers: a proxy takes "%2F" for a slash, and every browser takes ".." for the folder above.
        if (lot.Contains("%2F", StringComparison.OrdinalIgnoreCase) || lot.All(letter => letter == '.'))
            faults.Add(new(path + ".lot", "must not hold %2F, and not be dots alone: it stands in addresses."));
        return Take(path + ".lot", LotNumber.TryMake(lot).Map(number => number.Text), string.Empty);
    }

    public LotId LotId(string path, string? gtin, string? product, string lot) => new(Product(path, gtin, product), Lot(path, lot));

    public Quantity? Quantity(string path, Quantity? quantity)
    {
        quantity?.Check(path, faults);
        return quantity;
    }

    /// <summary>A time between 2000 and tomorrow, with its own offset.</summary>
    public DateTimeOffset Time(string path, string text, DateTimeOffset now)
    {
        if (!EpcisTime.TryParse(text, out var time)) faults.Add(new(path, "must be a time with its offset, as 2026-11-20T06:30:00+07:00."));
        else if (time < Earliest || time > now.AddDays(1)) faults.Add(new(path, "must not lie before the year 2000, nor more than a day ahead."));
        return time;
    }

    public void Fault(string path, string message) => faults.Add(new(path, message));

    private T Take<T>(string path, Result<T> read, T otherwise)
    {
        if (read.Try(out var value, out var error)) return value;
        faults.Add(new(path, error.Detail));
        return otherwise;
    }
}

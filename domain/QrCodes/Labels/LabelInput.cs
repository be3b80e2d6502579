using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.QrCodes.Labels;

/// <summary>The body of a new print run. Either <paramref name="Gtin"/> or <paramref name="Product"/> names the product.</summary>
/// <param name="NetWeight">What one pack holds; absent where each is weighed and written on by hand.</param>
public sealed record LabelInput(
    string Lot, int Count, LabelSerials Serials, LabelFormat Format, string Layout, string? Gtin = null, string? Product = null, Quantity? NetWeight = null)
{
    /// <summary>The lot and the layout, or every fault at once.</summary>
    public Result<(LotId Lot, LabelLayout Layout)> Read(string coop)
    {
        if (Count > LabelBatch.MaxCount) return LabelErrors.TooMany;
        if (!ProductOf(coop).Try(out var product, out var error)) return error;
        var faults = new List<FieldFault>();
        if (Count < 1) faults.Add(new("$.count", $"must be 1 to {LabelBatch.MaxCount}."));
        if (!LotNumber.TryMake(Lot).Try(out var number, out error)) faults.Add(new("$.lot", error.Detail));
        var layout = LabelLayout.Find(Layout);
        if (layout is null) faults.Add(new("$.layout", $"must be one of {string.Join(", ", LabelLayout.All.Select(one => one.Name))}."));
        NetWeight?.Check("$.netWeight", faults);
        return faults.Count == 0 ? (new LotId(product, number!.Text), layout!) : FieldErrors.Invalid(faults);
    }

    private Result<ProductId> ProductOf(string coop) => (Gtin, Product) switch
    {
        ({ } gtin, null) => Traceability.Gs1.Gtin.TryParse(gtin).Map(read => new ProductId(read.Digits)),
        (null, { } product) => ProductId.Parse(coop, product),
        _ => CatalogueErrors.OneProduct,
    };
}

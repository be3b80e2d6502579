using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Catalogue;

/// <summary>Whose a GTIN is.</summary>
public static class GtinRight
{
    /// <summary>A cooperative uses the GTINs below its own prefix, and those that their brand owner granted to it.</summary>
    /// <param name="product">A slug needs no right: it is the cooperative's own.</param>
    /// <param name="granted">Whether the platform lists a grant of this GTIN to this cooperative.</param>
    /// <returns>The refusal, or null.</returns>
    public static Error? MayNotUse(this Cooperative coop, ProductId product, bool granted)
    {
        if (!product.IsGtin || granted || coop.Owns(product)) return null;
        return coop.Gs1CompanyPrefix is { } prefix
            ? CatalogueErrors.GtinOutsidePrefix(product.Name, prefix)
            : CatalogueErrors.GtinWithoutPrefix(product.Name);
    }

    /// <summary>Whether the GTIN begins with the cooperative's prefix, behind the indicator digit.</summary>
    public static bool Owns(this Cooperative coop, ProductId product) =>
        product.IsGtin && coop.Gs1CompanyPrefix is { } prefix && product.Key.AsSpan(1).StartsWith(prefix, StringComparison.Ordinal);
}

using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Catalogue;

/// <summary>Whose a GTIN is.</summary>
public static class GtinRight
{
    /// <summary>A cooperative uses the GTINs below its own prefix without a grant; others only where their brand owner granted them.</summary>
    /// <param name="product">A slug needs no right: it is the cooperative's own.</param>
    /// <returns>The refusal unless there is a grant, or null.</returns>
    public static Error? NeedsGrant(this Cooperative coop, ProductId product)
    {
        if (!product.IsGtin || coop.Owns(product)) return null;
        return coop.Gs1CompanyPrefix is { } prefix
            ? CatalogueErrors.GtinOutsidePrefix(product.Name, prefix)
            : CatalogueErrors.GtinWithoutPrefix(product.Name);
    }

    /// <summary>Whether the GTIN begins with the cooperative's prefix, behind the indicator digit.</summary>
    private static bool Owns(this Cooperative coop, ProductId product) =>
        coop.Gs1CompanyPrefix is { } prefix && product.Key.AsSpan(1).StartsWith(prefix, StringComparison.Ordinal);
}

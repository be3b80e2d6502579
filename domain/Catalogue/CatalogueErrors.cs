namespace AgriTrace.Domain.Catalogue;

/// <summary>Every expected failure of products and listings.</summary>
public static class CatalogueErrors
{
    /// <summary>The price of one unit, in đồng.</summary>
    public const long MaxPrice = 1_000_000_000;

    public static readonly Error OneProduct = Error.Invalid("fields-invalid", "Name the product by either 'gtin' or 'product'.", new FieldFault("$.gtin", "must be there, or $.product, and not both."));

    public static readonly Error NotYourProduce = Error.Forbidden("not-your-produce", "A farmer offers their own produce only.");

    public static readonly Error BoardFull = Error.Conflict("too-many-listings", "The cooperative has too many open listings; close some first.");

    public static Error Listing(IReadOnlyList<FieldFault> faults) => Error.Invalid("fields-invalid", "The listing cannot be taken as it is; see errors.", faults);

    public static Error NoSuchProduct(string product) => Error.NotFound("no-such-product", $"The cooperative has no product {product}.");

    public static Error NoSuchLot(string lot) => Error.NotFound("no-such-lot", $"There is no lot {lot} of this product to sell from here.");

    public static Error GtinWithoutPrefix(string gtin) => Error.Invalid(
        "gtin-not-yours",
        $"The cooperative has no GS1 company prefix, so GTIN {gtin} is another company's. Its owner may grant it through the operator, or use an id of your own.");

    public static Error GtinOutsidePrefix(string gtin, string prefix) => Error.Invalid(
        "gtin-not-yours",
        $"GTIN {gtin} lies outside the cooperative's GS1 company prefix {prefix}. The brand owner may grant it through the operator.");
}

namespace AgriTrace.Domain.Catalogue;

public static class CatalogueErrors
{
    public static Error NoSuchProduct(string product) => Error.NotFound("no-such-product", $"The cooperative has no product '{product}'.");

    public static Error GtinWithoutPrefix(string gtin) => Error.Invalid(
        "gtin-not-yours",
        $"The cooperative has no GS1 company prefix, so GTIN {gtin} is another company's. Its owner may grant it through the operator, or use an id of your own.");

    public static Error GtinOutsidePrefix(string gtin, string prefix) => Error.Invalid(
        "gtin-not-yours",
        $"GTIN {gtin} lies outside the cooperative's GS1 company prefix {prefix}. The brand owner may grant it through the operator.");
}

namespace AgriTrace.Domain.Catalogue;

/// <summary>Every expected failure of products and listings.</summary>
public static class CatalogueErrors
{
    /// <summary>The price of one unit, in đồng.</summary>
    public const long MaxPrice = 1_000_000_000;

    public static readonly Error OneProduct = Error.Invalid("fields-invalid", "Name the product by either 'gtin' or 'product'.", new FieldFault("$.gtin", "must be there, or $.product, and not both."));

    public static readonly Error NotYourProduce = Error.Forbidden("not-your-produce", "A farmer offers their own produce only.");

    public static readonly Error OtherListing = Error.Conflict(
        "idempotency-key-used", "This Idempotency-Key belongs to another listing. Use a new key for a new listing.");

    public static readonly Error ListingIsClosed = Error.Conflict("listing-closed", "This listing was closed. Offer it anew, with a new Idempotency-Key.");

    public static readonly Error ListingBusy = Error.Unavailable("listing-busy", "Many people order at this moment. The listing stands as it was; send the same again.");

    public static readonly Error BoardFull = Error.Conflict(
        "board-full", "The cooperative has too much on its board. Nothing can be added until lots are sold out or listings closed.");

    public static Error UnitInUse(string unit) => Error.Conflict(
        "unit-in-use", $"Lots or listings of this product are counted in {unit}. Its unit cannot change while they are on the board.");

    public static Error Listing(IReadOnlyList<FieldFault> faults) => Error.Invalid("fields-invalid", "The listing cannot be taken as it is; see errors.", faults);

    public static readonly Error NotAPicture = Error.Invalid(
        "not-a-picture", "The picture of a product is an uploaded JPEG or PNG of at most 200 KiB: buyers load it over slow lines.", new FieldFault("$.image", "is no such picture."));

    public static readonly Error NoSuchPicture = Error.NotFound("no-such-picture", "The product does not show this picture.");

    public static Error NoSuchProduct(string product) => Error.NotFound("no-such-product", $"The cooperative has no product {product}.");

    public static Error NoSuchLot(string lot) => Error.NotFound("no-such-lot", $"There is no lot {lot} of this product to sell from here.");

    public static Error GtinWithoutPrefix(string gtin) => Error.Invalid(
        "gtin-not-yours",
        $"The cooperative has no GS1 company prefix, so GTIN {gtin} is another company's. Its owner may grant it through the operator, or use an id of your own.");

    public static Error GtinOutsidePrefix(string gtin, string prefix) => Error.Invalid(
        "gtin-not-yours",
        $"GTIN {gtin} lies outside the cooperative's GS1 company prefix {prefix}. The brand owner may grant it through the operator.");
}

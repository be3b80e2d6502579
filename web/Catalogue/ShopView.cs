namespace AgriTrace.Web.Catalogue;

/// <summary>The shop: what is on sale, by cooperative. No offers is a page of its own, not an error.</summary>
/// <param name="NextPath">The link to the next page of the list, cursor included; null on the last.</param>
public sealed record ShopView(string Path, IReadOnlyList<CooperativeOffers> Cooperatives, string? NextPath = null) : PageView(Path)
{
    internal override Type Component => typeof(ShopPage);

    internal override string TitleIn(Language language) => Texts.Shop.Title[language];
}

/// <param name="Place">Commune and province of its seat.</param>
public sealed record CooperativeOffers(string Name, string Place, IReadOnlyList<OfferCard> Offers);

/// <param name="ImagePath">A photo on this site; a drawing stands in when null.</param>
/// <param name="GrowerName">Null where nobody consented to be named.</param>
/// <param name="UnitPrice">For one unit of <paramref name="Left"/>.</param>
/// <param name="HarvestedAt">Of the newest lot on sale; null when nothing is harvested yet.</param>
/// <param name="Lots">The lots that an order is served from, each with its scan page.</param>
/// <param name="Anchor">Where the code of the product leads on this page; the first card of each product has it.</param>
public sealed record OfferCard(
    ProductName Product,
    ProduceKind Kind,
    string? ImagePath,
    string? GrowerName,
    Price UnitPrice,
    Amount Left,
    DateTimeOffset? HarvestedAt,
    IReadOnlyList<LotLink> Lots,
    string? Anchor = null)
{
    /// <summary>The form that orders it; null where it cannot be ordered here.</summary>
    public string? OrderPath { get; init; }
}

/// <param name="Path">The scan page on this site, as its QR code has it.</param>
public sealed record LotLink(string Lot, string Path);

using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Catalogue;

/// <summary>The body of a new listing. Either <paramref name="Gtin"/> or <paramref name="Product"/> names the product.</summary>
/// <param name="Lots">Lot numbers to sell from; absent for all of the product.</param>
/// <param name="MaxOver">See <see cref="BoardListing.MaxOver"/>; absent for <see cref="BoardListing.UsualMaxOver"/>.</param>
public sealed record ListingInput(
    Money Price, string Unit, decimal Minimum, decimal Step, string? Gtin = null, string? Product = null, string? Member = null, IReadOnlyList<string>? Lots = null, int? MaxOver = null)
{
    private const int MaxLots = 50;

    /// <summary>Which product it is about.</summary>
    public Result<ProductId> ProductOf(string coop) => (Gtin, Product) switch
    {
        ({ } gtin, null) when gtin.All(char.IsAsciiDigit) => ProductId.Parse(coop, gtin),
        (null, { } product) => ProductId.Parse(coop, product),
        _ => CatalogueErrors.OneProduct,
    };

    /// <summary>A farmer sells their own produce and nobody else's; an admin anybody's.</summary>
    /// <returns>Whose lots are sold; null for the whole cooperative's.</returns>
    public Result<string?> SellerFor(Caller caller)
    {
        if (Member is not null && !Slug.Parse("member", Member).IsOk) return CatalogueErrors.Listing([new("$.member", "must be the id of a member.")]);
        if (caller.Role != Role.Farmer) return Member;
        return Member is null || Member == caller.Member ? caller.Member : CatalogueErrors.NotYourProduce;
    }

    /// <summary>Decides the listing against what the cooperative has.</summary>
    /// <param name="seller">From <see cref="SellerFor"/>, with their name.</param>
    /// <returns>Also the listing that an earlier request of the same id made, when it was the same request.</returns>
    public Result<BoardListing> Decide(Guid id, Board board, Product product, Cooperatives.Member? seller, DateTimeOffset now)
    {
        var fingerprint = Convert.ToHexStringLower(Ids.Hash(AgriTraceJson.Write(this), seller?.Id ?? string.Empty));
        if (!board.Listings.TryGetValue(id, out var earlier)) return Make(id, board, product, seller, now, fingerprint);
        return earlier.Fingerprint == fingerprint ? earlier : CatalogueErrors.OtherListing;
    }

    private Result<BoardListing> Make(Guid id, Board board, Product product, Cooperatives.Member? seller, DateTimeOffset now, string fingerprint)
    {
        var faults = new List<FieldFault>();
        new ListingTerms(Price, Minimum, Step, MaxOver).Check(Unit, faults);
        var perUnit = product.PerUnit(Unit);
        if (perUnit is null) faults.Add(new("$.unit", $"must be {product.Unit}, or a unit that the product has a conversion for."));
        if (Lots is { Count: 0 or > MaxLots }) faults.Add(new("$.lots", $"must name 1 to {MaxLots} lots, or be absent."));
        for (var index = 0; index < Math.Min(Lots?.Count ?? 0, MaxLots); index++)
            if (!LotNumber.TryMake(Lots![index]).Try(out _, out var wrong)) faults.Add(new($"$.lots[{index}]", wrong.Detail));
        if (faults.Count > 0) return CatalogueErrors.Listing(faults);

        if (Lots?.FirstOrDefault(lot => !board.Lots.TryGetValue(new Traceability.LotId(product.Id, lot).Key, out var known) || (seller is not null && known.Member != seller.Id)) is { } missing)
            return CatalogueErrors.NoSuchLot(missing);
        return new BoardListing(id, product.Id, product.Name, seller?.Id, [.. (Lots ?? []).Distinct()], Price, Unit, product.Unit, perUnit!.Value, Minimum, Step, now, fingerprint)
        {
            MaxOver = MaxOver ?? BoardListing.UsualMaxOver,
        };
    }
}

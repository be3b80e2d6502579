using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Catalogue;

/// <param name="Path">Its scan page, as the QR code leads to it.</param>
public sealed record ListedLot(string Lot, string Path, Quantity Left, DateTimeOffset HarvestedAt, DateOnly ExpiresOn);

/// <summary>An open listing, as buyers and programs read it.</summary>
/// <param name="Gtin">Absent where the product has none; then <paramref name="Product"/> names it.</param>
/// <param name="MemberName">Absent where the member did not consent to be named.</param>
/// <param name="MaxOver">In percent: so much more than ordered may be packed without asking the buyer.</param>
/// <param name="ETag">Names the listing as it is here, for <c>If-Match</c>.</param>
/// <param name="Available">What can be ordered now, in the listing's unit.</param>
public sealed record ListingBody(
    Guid Id, string? Gtin, string? Product, LocalText Name, string? Member, string? MemberName, Money Price, string Unit, decimal Minimum, decimal Step,
    int MaxOver, string ETag, Quantity Available, IReadOnlyList<ListedLot> Lots)
{
    /// <param name="today">In Viet Nam; lots past their expiry date are not shown.</param>
    public static ListingBody Of(Board board, BoardListing listing, DateOnly today) => new(
        listing.Id,
        listing.Product.IsGtin ? listing.Product.Key : null,
        listing.Product.IsGtin ? null : listing.Product.Name,
        listing.ProductName,
        listing.Member,
        listing.Member is { } member ? board.GrowerName(member) : null,
        listing.Price,
        listing.Unit,
        listing.Minimum,
        listing.Step,
        listing.MaxOver,
        EntityTag.Of(ListingKeeper.VersionOf(listing)),
        new Quantity(board.Available(listing, today), listing.Unit),
        [.. board.LotsOf(listing, today).Where(lot => lot.Left > 0).Select(lot => new ListedLot(
            lot.Id.Lot, lot.Id.Path, Quantity.OfThousandths(lot.Left, lot.Unit), lot.HarvestedAt, lot.ExpiresOn))]);
}

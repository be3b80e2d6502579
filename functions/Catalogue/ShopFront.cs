using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Trade;
using AgriTrace.Web;
using AgriTrace.Web.Catalogue;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <summary>The first page: what is on offer, and from whom. One cooperative costs one point read.</summary>
public sealed class ShopFront(Gate<ShopFront> gate, Pages pages, CoopStore coops, TradeStore trade, TimeProvider clock)
{
    /// <summary>Keeps the page light and its reads few; the next page has the others.</summary>
    private const int CoopsPerPage = 6;

    /// <summary>Of each cooperative on the page of all; the rest is on its own.</summary>
    private const int OffersOfEach = 12;
    private const int OffersPerPage = 48;

    /// <remarks>The only template with which a function owns the site's root.</remarks>
    [Function("ShopFront"), Allow(Permission.Anyone)]
    [Describe("The shop page.", Produces = ["text/html"], Query = ["coop", "after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var view = call.Query("coop") is { } coop ? await OfOne(coop, call.Query("after"), cancel) : await OfAll(call.Query("after"), cancel);
            return view.IsOk ? await pages.Show(call.Request, view.Value) : view.Error;
        }, cancel);

    private async Task<Result<ShopView>> OfOne(string text, string? after, CancellationToken cancel)
    {
        if (!Slug.Parse("coop", text).Try(out var coop, out var error)) return error;
        var from = Guid.Empty;
        if (after is not null && !Guid.TryParse(after, out from)) return CursorErrors.Unknown;
        if (await trade.Board(coop, cancel) is not { Value: var board }) return CooperativeErrors.NoSuchCooperative(coop);

        var offers = Offered(board).Where(listing => listing.Id.CompareTo(from) > 0).Take(OffersPerPage + 1).ToArray();
        return new ShopView(
            after is null ? $"/?coop={coop}" : $"/?coop={coop}&after={from}",
            offers.Length > 0 ? [WithAnchors(SignOf(coop, board, offers.Take(OffersPerPage)), offers)] : [],
            offers.Length > OffersPerPage ? $"/?coop={coop}&after={offers[OffersPerPage - 1].Id}" : null);
    }

    /// <summary>The code of a product leads to its first card. On the page of all, two cooperatives might have one product.</summary>
    private static CooperativeOffers WithAnchors(CooperativeOffers sign, BoardListing[] offers)
    {
        var seen = new HashSet<ProductId>();
        return sign with { Offers = [.. sign.Offers.Zip(offers, (card, offer) => seen.Add(offer.Product) ? card with { Anchor = TypedLink.ShopAnchor(offer.Product) } : card)] };
    }

    private async Task<Result<ShopView>> OfAll(string? after, CancellationToken cancel)
    {
        var rest = (await coops.All(cancel)).SkipWhile(coop => string.CompareOrdinal(coop, after) <= 0).ToArray();
        var boards = await Task.WhenAll(rest.Take(CoopsPerPage).Select(async coop => (Coop: coop, Board: (await trade.Board(coop, cancel))?.Value)));
        var offers = boards.Where(one => one.Board is not null)
            .Select(one => SignOf(one.Coop, one.Board!, Offered(one.Board!).Take(OffersOfEach))).Where(coop => coop.Offers.Count > 0).ToArray();
        return new ShopView(
            after is null ? "/" : $"/?after={Uri.EscapeDataString(after)}", offers, rest.Length > CoopsPerPage ? $"/?after={rest[CoopsPerPage - 1]}" : null);
    }

    private DateOnly Today() => Period.DayOf(clock.GetUtcNow());

    private IEnumerable<BoardListing> Offered(Board board) => board.Listings.Values.Where(listing => board.Available(listing, Today()) > 0);

    private CooperativeOffers SignOf(string coop, Board board, IEnumerable<BoardListing> listings) =>
        new(board.Name, board.Place, [.. listings.Select(listing => CardOf(coop, board, listing))]);

    private OfferCard CardOf(string coop, Board board, BoardListing listing)
    {
        var lots = board.LotsOf(listing, Today()).Where(lot => lot.Left > 0).ToArray();
        return new OfferCard(
            new ProductName(listing.ProductName.Vi, listing.ProductName.En),
            ProduceKinds.Named(listing.ProductName.Vi),
            ImagePath: null,
            GrowersOf(board, listing, lots),
            new Price(listing.Price.Amount, listing.Price.Currency),
            new Amount(board.Available(listing, Today()), listing.Unit),
            lots.Length == 0 ? null : lots.Max(lot => lot.HarvestedAt),
            [.. lots.Take(3).Select(lot => new LotLink(lot.Id.Lot, lot.Id.Path))])
        {
            OrderPath = $"/checkout?coop={coop}&listing={listing.Id}",
        };
    }

    /// <summary>Those of them who consented to be named; the card names the cooperative in any case.</summary>
    private static string? GrowersOf(Board board, BoardListing listing, IEnumerable<BoardLot> lots)
    {
        var members = listing.Member is { } seller ? [seller] : lots.Select(lot => lot.Member).Distinct();
        return string.Join(", ", members.Select(board.GrowerName).OfType<string>().Take(2)) is { Length: > 0 } names ? names : null;
    }
}

using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ListingPage(IReadOnlyList<ListingBody> Items, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? Next);

/// <summary>The open listings of a cooperative: one point read, however many there are.</summary>
public sealed class ListListings(Gate<ListListings> gate, TradeStore trade, TimeProvider clock)
{
    private const int PageSize = 100;

    [Function("ListListings"), Allow(Permission.Anyone)]
    [Describe("Lists what a cooperative has on offer.", Response = typeof(ListingPage), Query = ["coop", "after"], Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/listings")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!Slug.Parse("coop", call.Query("coop")).Try(out var coop, out var error)) return error;
            var after = Guid.Empty;
            if (call.Query("after") is { } cursor && !Guid.TryParse(cursor, out after)) return CursorErrors.Unknown;
            if (await trade.Board(coop, cancel) is not { } board) return CooperativeErrors.NoSuchCooperative(coop);
            return Reply.Ok(Page(board.Value, after, Period.DayOf(clock.GetUtcNow())));
        }, cancel);

    private static ListingPage Page(Board board, Guid after, DateOnly today)
    {
        var rest = board.Listings.Values.Where(listing => listing.Id.CompareTo(after) > 0).Take(PageSize + 1).ToArray();
        return new ListingPage(
            [.. rest.Take(PageSize).Select(listing => ListingBody.Of(board, listing, today))],
            rest.Length > PageSize ? rest[PageSize - 1].Id.ToString() : null);
    }
}

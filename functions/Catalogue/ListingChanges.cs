using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Catalogue;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <summary>Changes listings that are open, for whoever may sell what they offer.</summary>
public sealed class ListingKeeper(TradeStore trade)
{
    /// <summary>One read and one transaction; and one more read where the listing is not open.</summary>
    /// <param name="change">Fills the batch; the same listing back means that nothing is to be written.</param>
    /// <returns>The board and the listing as they are then. A repeat is answered as the first time, though it names the version from before.</returns>
    internal async Task<Result<(Board Board, BoardListing Listing)>> Change(
        Call call, Func<TradeBatch, Versioned<Board>, BoardListing, Result<(Board, BoardListing)>> change, CancellationToken cancel)
    {
        if (!Guid.TryParse(call.Route("listing"), out var id)) return OrderErrors.NoSuchListing(default);
        var changed = await trade.Change(call.Coop, async board =>
        {
            if (!board.Value.Listings.TryGetValue(id, out var listing))
                return await trade.ClosedListing(call.Coop, id, cancel) is { } closed && IsTheirs(call, closed) ? CatalogueErrors.ListingIsClosed : OrderErrors.NoSuchListing(id);
            if (!IsTheirs(call, listing)) return CatalogueErrors.NotYourProduce;
            var batch = new TradeBatch(call.Coop);
            if (!change(batch, board, listing).Try(out var after, out var error)) return error;
            if (ReferenceEquals(after.Item2, listing)) return (new TradeBatch(call.Coop), after);
            if (EntityTag.IsAsked(call.Request) && !EntityTag.Fits(call.Request, VersionOf(listing))) return EntityTagErrors.Changed;
            return (Result<(TradeBatch, (Board, BoardListing))>)(batch.Send(Message(call.Coop, listing)), after);
        }, cancel);
        return changed.Then<(Board, BoardListing)>(done => done.Outcome == TradeOutcome.Committed ? done.Value : CatalogueErrors.ListingBusy);
    }

    internal static string VersionOf(BoardListing listing) => $"{listing.Id}|{listing.Revision}";

    private static bool IsTheirs(Call call, BoardListing listing) => call.Caller.Role != Role.Farmer || listing.Member == call.Caller.Member;

    private static OutboxMessage Message(string coop, BoardListing listing) =>
        new(QueueNames.ChangedListings, AgriTraceJson.Write(new ChangedListing(coop, listing.Id, listing.Product)));
}

/// <summary>Gives an open listing another price, minimum, step or limit of weight.</summary>
public sealed class ChangeListing(Gate<ChangeListing> gate, ListingKeeper listings, TimeProvider clock)
{
    [Function("ChangeListing"), Allow(Permission.SellProduce)]
    [Describe("Changes price, minimum, step and limit of weight of an open listing. Orders that stand keep theirs.",
        Request = typeof(ListingTerms), Response = typeof(ListingBody), IfMatch = true, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/listings/{listing}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ListingTerms>()).Try(out var terms, out var error)) return error;
            var changed = await listings.Change(call, (batch, board, listing) => terms.Apply(listing).Map(after =>
            {
                var with = board.Value.With(after);
                batch.Board(with, board.Version);
                return (with, after);
            }), cancel);
            return changed.Map(done => ListingBody.Of(done.Board, done.Listing, Period.DayOf(clock.GetUtcNow()))).Map(body => Reply.Ok(body).With("ETag", body.ETag));
        }, cancel);
}

/// <summary>Takes a listing off the shop. Orders that stand keep their goods. Twice is the same as once.</summary>
public sealed class CloseListing(Gate<CloseListing> gate, ListingKeeper listings)
{
    [Function("CloseListing"), Allow(Permission.SellProduce)]
    [Describe("Takes a listing off the shop; orders that stand keep their goods. Twice is the same as once.", Status = 204, IfMatch = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/coops/{coop}/listings/{listing}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var closed = await listings.Change(call, (batch, board, listing) =>
            {
                batch.Close(board, listing);
                return (board.Value, listing with { Revision = listing.Revision + 1 });
            }, cancel);
            return closed.IsOk || closed.Error == CatalogueErrors.ListingIsClosed ? Reply.NoContent() : closed.Error;
        }, cancel);
}

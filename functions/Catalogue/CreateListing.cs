using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <summary>Offers produce of a cooperative, or of one farmer.</summary>
public sealed class CreateListing(Gate<CreateListing> gate, CoopStore coops, TradeStore trade, TimeProvider clock)
{
    /// <summary>What a board can hold and a shop page can show.</summary>
    private const int MaxListings = 500;

    [Function("CreateListing"), Allow(Permission.SellProduce)]
    [Describe("Offers produce of the cooperative, or of one farmer.", Request = typeof(ListingInput), Response = typeof(ListingBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/listings")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ListingInput>()).Try(out var input, out var error)) return error;
            if (!(await Load(call, input, cancel)).Try(out var known, out error)) return error;

            if (!IdOf(call).Try(out var id, out error)) return error;
            var created = await trade.Change(call.Coop, board => Task.FromResult(Decide(call.Coop, id, board, input, known)), cancel);
            return created.Then<Reply>(done => done.Outcome == TradeOutcome.Changed
                ? OrderErrors.Busy
                : Reply.Created($"/api/listings?coop={call.Coop}", done.Value));
        }, cancel);

    /// <summary>Follows from the key where there is one, so that a repeat finds its listing.</summary>
    private Result<Guid> IdOf(Call call)
    {
        if (!call.Request.Headers.ContainsKey("Idempotency-Key")) return Guid.CreateVersion7(clock.GetUtcNow());
        return call.IdempotencyKey().Map(key => new Guid(Ids.Hash("listing", call.Coop, key).AsSpan(0, 16)));
    }

    private async Task<Result<(Product Product, Member? Seller)>> Load(Call call, ListingInput input, CancellationToken cancel)
    {
        if (!input.ProductOf(call.Coop).Try(out var id, out var error)) return error;
        var sells = input.SellerFor(call.Caller);
        if (!sells.IsOk) return sells.Error;
        if (await coops.Cooperative(call.Coop, cancel) is null) return CooperativeErrors.NoSuchCooperative(call.Coop);
        if (await coops.Product(call.Coop, id, cancel) is not { } product) return CatalogueErrors.NoSuchProduct(id.Name);
        if (sells.Value is not { } member) return (product, null);
        return await coops.Member(call.Coop, member, cancel) is { } seller ? (product, seller) : CooperativeErrors.NoSuchMember(member);
    }

    private Result<(TradeBatch, ListingBody)> Decide(
        string coop, Guid id, Versioned<Board> board, ListingInput input, (Product Product, Member? Seller) known)
    {
        var now = clock.GetUtcNow();
        if (!input.Decide(id, board.Value, known.Product, known.Seller, now).Try(out var listing, out var error)) return error;

        var after = board.Value.With(listing);
        var body = ListingBody.Of(after, listing, Period.DayOf(now));
        if (board.Value.Listings.ContainsKey(id)) return (new TradeBatch(coop), body);
        return after.Listings.Count <= MaxListings && after.Fits() ? (new TradeBatch(coop).Together().Board(after, board.Version).Send(new OutboxMessage(QueueNames.ChangedListings, AgriTraceJson.Write(new ChangedListing(coop, id)))), body) : CatalogueErrors.BoardFull;
    }
}

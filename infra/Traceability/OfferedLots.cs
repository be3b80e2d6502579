using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the queue of changed listings carries.</summary>
/// <param name="Product">Of a listing that was closed, which nothing names any more.</param>
public sealed record ChangedListing(string Coop, Guid Listing, ProductId? Product = null);

/// <summary>Brings the pages of lots in line with what is on sale: one that says so leads to the shop.</summary>
public sealed class OfferedLots(TradeStore trade, TraceDocuments documents, WantedRebuilds wanted, BulkCalls calls, TimeProvider clock)
{
    /// <summary>Pages of more lots than this are made when somebody asks for them: a new listing may sell from a thousand.</summary>
    private const int MaxRebuilt = 20;

    /// <summary>After a change of the stock of these lots.</summary>
    /// <remarks>
    /// Looks at the board as it is now and at what each page says: a small read a lot. Only a page that says otherwise is made anew, so
    /// that of a thousand orders from one lot only the one that takes the last of it costs more. Twice is the same as once.
    /// </remarks>
    public async Task BringInLine(string coop, IReadOnlyCollection<LotId> lots, CancellationToken cancel)
    {
        if (await trade.Board(coop, cancel) is not { Value: var board }) return;
        var today = Period.DayOf(clock.GetUtcNow());
        await calls.Each(lots, async (lot, stop) =>
        {
            if (await documents.SaysOffered(lot, stop) is not { } said || said == board.Offers(lot, today)) return;
            await (lots.Count > MaxRebuilt ? documents.Outdate(lot, stop) : wanted.Add(lot, stop));
        }, cancel);
    }

    /// <summary>After a listing was made, changed or closed.</summary>
    public async Task BringInLine(ChangedListing changed, CancellationToken cancel)
    {
        if (await trade.Board(changed.Coop, cancel) is not { Value: var board }) return;
        var lots = board.Listings.TryGetValue(changed.Listing, out var listing)
            ? board.LotsOf(listing, Period.DayOf(clock.GetUtcNow()))
            : board.Lots.Values.Where(lot => lot.Id.Product == changed.Product);
        await BringInLine(changed.Coop, [.. lots.Select(lot => lot.Id)], cancel);
    }
}

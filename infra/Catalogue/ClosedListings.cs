using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Catalogue;

/// <summary>Listings that left the board: a row each beside it, so that a late repeat finds what became of its listing.</summary>
public static class ClosedListings
{
    /// <summary>Takes a listing off the board.</summary>
    public static TradeBatch Close(this TradeBatch batch, Versioned<Board> board, BoardListing listing) =>
        batch.Board(board.Value with { Listings = board.Value.Listings.Remove(listing.Id) }, board.Version).Insert(KeyOf(listing.Id), listing);

    /// <summary>One point read. Null where none of that id was closed.</summary>
    public static async Task<BoardListing?> ClosedListing(this TradeStore trade, string coop, Guid id, CancellationToken cancel) =>
        (await trade.Load<BoardListing>(coop, KeyOf(id), cancel))?.Value;

    private static string KeyOf(Guid id) => $"closed-listing|{id:N}";
}

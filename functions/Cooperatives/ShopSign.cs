using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Functions.Cooperatives;

/// <summary>The name and place of a cooperative over its shop: a copy on its board, so that the shop page needs no other row.</summary>
public sealed class ShopSign(TradeStore trade)
{
    /// <summary>Makes the board where there is none. Costs one read where nothing changed.</summary>
    /// <returns>The refusal, when other writers came first every time; or null.</returns>
    public async Task<Error?> Hang(Cooperative coop, CancellationToken cancel)
    {
        var fresh = Board.Empty(coop.Name, PlaceText.Of(coop.Address, coop.Province));
        var old = (await trade.Board(coop.Id, cancel))?.Value;
        if (old is not null && old.Name == fresh.Name && old.Place == fresh.Place) return null;
        if (old is null && await trade.Commit(new TradeBatch(coop.Id).Board(fresh, version: null), cancel) == TradeOutcome.Committed) return null;

        var renamed = await trade.Change(coop.Id, board => Task.FromResult(Rename(coop.Id, board, fresh)), cancel);
        if (!renamed.Try(out var done, out var error)) return error;
        return done.Outcome == TradeOutcome.Changed ? ShopSignErrors.Busy : null;
    }

    private static Result<(TradeBatch Batch, Board Board)> Rename(string coop, Versioned<Board> old, Board fresh)
    {
        var board = old.Value with { Name = fresh.Name, Place = fresh.Place };
        return (new TradeBatch(coop).Together().Board(board, old.Version), board);
    }
}

public static class ShopSignErrors
{
    public static readonly Error Busy =
        Error.Unavailable("shop-busy", "The cooperative is stored, but its shop was too busy to take its name; send the same again.");
}

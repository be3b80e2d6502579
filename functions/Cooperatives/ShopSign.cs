using System.Security.Cryptography;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Functions.Cooperatives;

/// <summary>The name and place of a cooperative over its shop: a copy on its board, so that the shop page needs no other row.</summary>
public sealed class ShopSign(TradeStore trade, TimeProvider clock)
{
    /// <summary>Orders change the board all the time, and this may wait; a renaming that never gets through says so.</summary>
    private const int Attempts = 10;

    private const int LongestPauseMilliseconds = 100;

    /// <summary>Makes the board where there is none. Costs one read where nothing changed.</summary>
    /// <returns>The refusal, when other writers came first every time; or null.</returns>
    public async Task<Error?> Hang(Cooperative coop, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var old = await trade.Board(coop.Id, cancel);
            var board = (old?.Value ?? Board.Empty(coop.Name, coop.Locality())) with { Name = coop.Name, Place = coop.Locality() };
            if (old is not null && old.Value.Name == board.Name && old.Value.Place == board.Place) return null;
            if (await trade.Commit(new TradeBatch(coop.Id).Board(board, old?.Version), cancel) == TradeOutcome.Committed) return null;
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(LongestPauseMilliseconds)), clock, cancel);
        }

        return ShopSignErrors.Busy;
    }
}

public static class ShopSignErrors
{
    public static readonly Error Busy = Error.Unavailable("shop-busy", "The cooperative is stored, but its shop was too busy to take its name; send the same again.");
}

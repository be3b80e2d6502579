using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Trade;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>A board is one row, and a row has an end.</summary>
public sealed class FullBoardTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task On_a_full_board_nothing_more_is_put_and_the_cause_is_named()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var trade = Host.Services.GetRequiredService<TradeStore>();
        await trade.Change(given.Coop, board => Task.FromResult<Domain.Result<(TradeBatch, int)>>(
            (new TradeBatch(given.Coop).Board(Filled(board.Value, given.Gtin), board.Version), 0)), Cancel);

        await given.Admin.PostLot(given, given.Harvest("ONE-MORE")).Problem(409, "board-full");
    }

    private static Board Filled(Board board, string gtin)
    {
        for (var index = 0; board.Fits(); index += 25)
            board = Enumerable.Range(index, 25).Aggregate(board, (soFar, number) => soFar.With(new BoardLot(
                new LotId(new ProductId(gtin), $"FILL-{number}"), "ut", "KGM", 1000, 0, 0, DateTimeOffset.UnixEpoch, new DateOnly(2100, 1, 1))));
        return board;
    }
}

using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Trade;

/// <summary>A row of a test's own among the trade.</summary>
public sealed record Slip(string Says);

/// <summary>The trade of a cooperative of a test's own, and a way to make changes of it meet: all that come during <see cref="Meet"/> wait for one that is at it.</summary>
public sealed class TradeDesk
{
    private readonly IServiceProvider services;

    private TradeDesk(IServiceProvider services) => (this.services, Trade) = (services, services.GetRequiredService<TradeStore>());

    public string Coop { get; } = "desk-" + Guid.NewGuid().ToString("N")[..12];

    public TradeStore Trade { get; }

    public static async Task<TradeDesk> Open(IServiceProvider services, CancellationToken cancel)
    {
        var desk = new TradeDesk(services);
        await desk.Trade.Commit(new TradeBatch(desk.Coop).Board(Board.Empty("HTX", "Vĩnh Long"), version: null), cancel);
        return desk;
    }

    /// <summary>The same trade as another process sees it.</summary>
    public TradeStore OtherProcess()
    {
        var (storage, outbox) = (services.GetRequiredService<StorageAccount>(), services.GetRequiredService<Outbox>());
        return new TradeStore(storage, outbox, new TradeGroups(storage, outbox, TimeProvider.System), TimeProvider.System);
    }

    /// <summary>Begins changes while another is at it, and lets that one go on when all of them wait.</summary>
    public async Task Meet(params IEnumerable<Func<Task>> changes)
    {
        var (begun, waiting) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Trade.Change(Coop, async board =>
        {
            begun.TrySetResult();
            await waiting.Task;
            return Mark(board, "first");
        }, CancellationToken.None);
        await begun.Task;
        var all = changes.Select(change => change()).ToArray();
        waiting.SetResult();
        await first;
        await Task.WhenAll(all);
    }

    /// <summary>Shows a name on the board: who decides after it sees it.</summary>
    public Result<(TradeBatch, Board)> Mark(Versioned<Board> board, string member)
    {
        var after = board.Value.Show(member, member);
        return (new TradeBatch(Coop).Together().Board(after, board.Version), after);
    }

    /// <summary>A change that marks the board and adds a row of the same name.</summary>
    public Task<Result<(TradeOutcome Outcome, Board Value)>> Add(string member, CancellationToken cancel = default) => Trade.Change(Coop, board =>
        Task.FromResult(Mark(board, member).Map(made => (made.Item1.Insert("slip|" + member, new Slip(member)), made.Item2))), cancel);

    public async Task<Slip?> Slip(string name) => (await Trade.Load<Slip>(Coop, "slip|" + name, CancellationToken.None))?.Value;

    /// <summary>Who marked the board, in the order of their names.</summary>
    public async Task<IEnumerable<string>> Marks() => (await Trade.Board(Coop, CancellationToken.None))!.Value.Growers.Keys;
}

using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Tests.Orders;

/// <summary>Two processes change the same order at the same moment: both decide on it as it was, and then only one can be right.</summary>
public sealed class TwoProcessesTests(PrivateAzurite azurite) : IClassFixture<PrivateAzurite>, IAsyncLifetime
{
    private static readonly ProductId Pomelo = new("09521234543213");
    private static readonly Guid Listing = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Dictionary<string, long> Received = new() { ["L1"] = 20_000 };

    private static readonly Dictionary<string, Func<Order, Board, OrderActor, Result<Order>>> Steps = new()
    {
        ["pay"] = (order, board, by) => order.Receive(ReceivePayment.Entered(order, new PaymentInput(PaymentRail.Transfer, order.Total), by), board, by),
        ["pay a part"] = (order, board, by) => order.Receive(ReceivePayment.Entered(order, new PaymentInput(PaymentRail.Transfer, new Money(10_000, Money.Vnd)), by), board, by),
        ["pack"] = (order, board, by) => order.Pack(new PackRequest(), board, by),
        ["pack less"] = (order, board, by) => order.Pack(new PackRequest([new PackedLine(1, 3.9m)]), board, by),
        ["pack more"] = (order, board, by) => order.Pack(new PackRequest([new PackedLine(1, 4.1m)]), board, by),
        ["ship"] = (order, _, by) => order.Ship("bay", null, by),
        ["deliver"] = (order, _, by) => order.Deliver(by),
        ["fail"] = (order, _, by) => order.FailDelivery(by),
        ["give back"] = (order, _, by) => order.TakeBack([new ReturnedGoods(1, "L1", 4, Restock: true)], by),
        ["cancel"] = (order, _, by) => order.Cancel(by),
    };

    private readonly string coop = "htx-" + Guid.NewGuid().ToString("N")[..12];
    private readonly AProcess[] processes = new AProcess[2];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        for (var index = 0; index < processes.Length; index++) processes[index] = await AProcess.Start(azurite.ConnectionString, Cancel);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var board = Board.Empty("HTX", "Vĩnh Long")
            .With(new BoardListing(Listing, Pomelo, new LocalText("Bưởi", "Pomelo"), null, [], new Money(65_500, Money.Vnd), "KGM", "KGM", 1, 0.5m, 0.5m, default, string.Empty))
            .With(new BoardLot(new LotId(Pomelo, "L1"), string.Empty, "KGM", Received["L1"], 0, 0, default, today.AddDays(20)));
        await processes[0].Trade.Commit(new TradeBatch(coop).Board(board, version: null), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
    }

    [Theory]
    [InlineData("", "pay", "pack", 2)]
    [InlineData("", "pay", "pay a part", 2)]
    [InlineData("", "pay", "cancel", 2)]
    [InlineData("", "pack less", "pack more", 2)]
    [InlineData("pack", "pack less", "pay", 2)]
    [InlineData("pack", "ship", "cancel", 1)]
    [InlineData("pack", "ship", "pack less", null)]
    [InlineData("pack,ship", "deliver", "fail", 1)]
    [InlineData("pack,ship", "deliver", "pay", 2)]
    [InlineData("pack,ship,fail", "ship", "give back", 1)]
    public async Task Of_two_steps_at_once_each_is_done_on_what_the_other_left_or_refused_by_it(string before, string one, string other, int? done)
    {
        var order = (await Place(processes[0], "k", () => { })).Value;
        foreach (var step in before.Split(',', StringSplitOptions.RemoveEmptyEntries)) order = (await processes[0].Orders.Change(coop, order.Id, Decide(step), Cancel)).Value;
        using var meeting = new Meeting();

        var ends = await Task.WhenAll(
            processes[0].Orders.Change(coop, order.Id, meeting.Between(Decide(one)), Cancel),
            processes[1].Orders.Change(coop, order.Id, meeting.Between(Decide(other)), Cancel));

        ends.Where(end => !end.IsOk).ShouldAllBe(end => end.Error!.Code == OrderErrors.StateCode);
        var (applied, stored) = (ends.Count(end => end.IsOk), (await processes[1].Orders.Load(coop, order.Id, Cancel))!.Value);
        if (done is { } expected) applied.ShouldBe(expected);
        (stored.Revision, stored.History.Count).ShouldBe((order.Revision + applied, order.History.Count + applied), "what is answered as done is stored, and nothing else");
        stored.History.Zip(stored.History.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        ends.Where(end => end.IsOk).Select(end => end.Value.Revision).Max().ShouldBe(stored.Revision);
        meeting.Decisions.ShouldBe(3, "the slower one decided again");
        (await new TradeChecker(azurite.ConnectionString).Check(coop, Cancel, Received)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_key_that_comes_to_both_at_once_is_one_order_and_both_are_told_of_it()
    {
        using var meeting = new Meeting();

        var ends = await Task.WhenAll(processes.Select(process => Place(process, "k", meeting.Join)));

        ends[0].Value.Token.ShouldBe(ends[1].Value.Token);
        (await processes[0].Orders.Page(coop, wanted: null, after: null, take: 10, Cancel)).Items.ShouldHaveSingleItem().Id.ShouldBe(ends[0].Value.Id);
        (await processes[0].Trade.Board(coop, Cancel))!.Value.Lots.Values.Single().Reserved.ShouldBe(4_000);
        (await new TradeChecker(azurite.ConnectionString).Check(coop, Cancel, Received)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_orders_that_come_to_both_at_once_hold_their_goods_both()
    {
        using var meeting = new Meeting();

        var ends = await Task.WhenAll(Place(processes[0], "k1", meeting.Join), Place(processes[1], "k2", meeting.Join));

        ends.ShouldAllBe(end => end.IsOk);
        (await processes[0].Trade.Board(coop, Cancel))!.Value.Lots.Values.Single().Reserved.ShouldBe(8_000);
        (await new TradeChecker(azurite.ConnectionString).Check(coop, Cancel, Received)).ShouldBeEmpty();
    }

    private Task<Result<Order>> Place(AProcess process, string key, Action meet)
    {
        var request = new OrderRequest(coop, [new OrderLineRequest(Listing, 4)], new Buyer("Mai", "+84912345678", "Cần Thơ"), PaymentRail.Cod);
        var by = new PlacedBy(PlaceOrder.IdOf(coop, key), Ids.Secret(), TimeProvider.System.GetUtcNow(), ["phone", "network"]);
        return process.Orders.Place(by.Id, request, request.Fingerprint(), board =>
        {
            meet();
            return PlaceOrder.Decide(board, request, by);
        }, Cancel);
    }

    private static Func<Order, Board, Result<Order>> Decide(string step) =>
        (order, board) => Steps[step](order, board, new OrderActor("tam", TimeProvider.System.GetUtcNow(), "vì vậy", step));

    /// <summary>Holds the first decision of each process until both have read what they decide on.</summary>
    private sealed class Meeting : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        private readonly Barrier both = new(2);
        private int decisions;

        public int Decisions => decisions;

        public void Join()
        {
            if (Interlocked.Increment(ref decisions) <= 2) both.SignalAndWait(Patience, Cancel).ShouldBeTrue("the other decides too");
        }

        public Func<Order, Board, Result<Order>> Between(Func<Order, Board, Result<Order>> decide) => (order, board) =>
        {
            Join();
            return decide(order, board);
        };

        public void Dispose() => both.Dispose();
    }
}

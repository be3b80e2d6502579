using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>Whatever happens to orders, in whatever sequence: stock and books agree with them to the unit and to the đồng.</summary>
public sealed class OrderPropertyTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_happens_to_orders_stock_and_books_agree_with_them(int seed)
    {
        var trade = new RandomTrade(seed);

        for (var step = 0; step < 600; step++) trade.Step();

        trade.Happened.ShouldBeGreaterThan(150, "most of what was tried was refused, so little was tested");
    }

    [Fact]
    public void Every_kind_of_event_happens_in_such_sequences()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 60 && seen.Count < Kinds.Length; seed++)
        {
            var trade = new RandomTrade(seed);
            for (var step = 0; step < 600; step++) trade.Step();
            seen.UnionWith(trade.Actions);
        }

        seen.ShouldBe(Kinds);
    }

    private static readonly string[] Kinds =
    [
        "allowance", "cancelled", "completed", "confirmed", "delivered", "delivery-failed", "disputed", "expired", "no-show", "packed", "payment", "payment-voided", "placed", "priced",
        "recalled", "refund-failed", "refunded", "returned", "returned-in-part", "shipped",
    ];

    private const int Runs = 16;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Runs)];
}

/// <summary>A shop in which anything may happen next, with a ledger beside it that is kept as the house keeps it: by the transfers of the changes.</summary>
internal sealed class RandomTrade
{
    private static readonly ProductId Pomelo = new("09521234543213");
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid ByWeight = Guid.Parse("00000000-0000-0000-0000-000000000001"), ByPiece = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private readonly Random random;
    private readonly Dictionary<string, Order> orders = [];
    private readonly Dictionary<string, Balances> posted = [];
    private readonly HashSet<string> transfers = [];
    private readonly Dictionary<LotId, long> received = [];
    private readonly Balances books = new();
    private Board board;
    private DateTimeOffset now = Start;
    private int ids;

    public RandomTrade(int seed)
    {
        random = new Random(seed);
        board = Board.Empty("HTX", "Vĩnh Long").With(Listing(ByWeight, "KGM", 1, 0.5m)).With(Listing(ByPiece, "H87", 1.2m, 1)) with
        {
            Rules = new ShopRules(Commission: random.Next(0, 3) * 1_250, DeliveryFee: random.Next(0, 2) * 20_000, CashLimit: 800_000),
        };
        for (var lot = 0; lot < 4; lot++) Harvest();
    }

    public int Happened { get; private set; }

    public IEnumerable<string> Actions => orders.Values.SelectMany(order => order.History.Select(change => change.Action));

    public void Step()
    {
        now += TimeSpan.FromMinutes(random.Next(1, 90));
        if (random.Next(12) == 0) Harvest();
        else if (orders.Count == 0 || random.Next(6) == 0) Place();
        else Change(orders.Values.ElementAt(random.Next(orders.Count)));
        CheckStock();
        books.Postings().GroupBy(posting => posting.Currency).ShouldAllBe(same => same.Sum(posting => posting.Amount) == 0);
    }

    private static BoardListing Listing(Guid id, string unit, decimal perUnit, decimal step) =>
        new(id, Pomelo, new LocalText("Bưởi", "Pomelo"), null, [], new Money(65_537, Money.Vnd), unit, "KGM", perUnit, step, step, Start, string.Empty);

    private void Harvest()
    {
        var lot = new BoardLot(new LotId(Pomelo, $"L{received.Count + 1}"), string.Empty, "KGM", random.Next(1, 40_000), 0, 0, now, DateOnly.FromDateTime(now.Date).AddDays(random.Next(20, 60)));
        received[lot.Id] = lot.Received;
        board = board.With(lot);
    }

    private void Place()
    {
        var id = $"order{++ids}";
        var by = new PlacedBy(id, "token", now, [$"phone{random.Next(5)}", $"net{random.Next(5)}"]);
        var (weight, pieces) = (random.Next(1, 30) / 2m, random.Next(1, 6));
        var buyer = new Buyer("Mai", "0912345678", "Cần Thơ");
        var rail = (PaymentRail)random.Next(5);
        var delivery = rail switch { PaymentRail.Cash => DeliveryKind.Pickup, PaymentRail.Cod => DeliveryKind.Driver, _ => (DeliveryKind)random.Next(3) };
        var staff = new StaffOrder(
            [new(ByWeight, weight, Price: random.Next(3) == 0 ? new Money(41_333, Money.Vnd) : null), new(ByPiece, pieces, PriceLater: random.Next(4) == 0)], buyer, rail, delivery,
            Deposit: rail is PaymentRail.Transfer && random.Next(2) == 0 ? 50_000 : null, CreditDays: rail == PaymentRail.Credit ? 30 : null);
        var placed = rail == PaymentRail.Credit || random.Next(3) == 0
            ? staff.Check("htx").Then(request => staff.Decide(board, request, by with { Staff = "tam" }))
            : PlaceOrder.Decide(board, new OrderRequest("htx", [new(ByWeight, weight), new(ByPiece, pieces)], buyer, rail, delivery), by);
        if (!placed.Try(out var done, out _)) return;
        OrderBooks.Of(before: null, done.Order).ShouldBeNull();
        (board, orders[id], posted[id]) = (done.Board, done.Order, new Balances());
        Happened++;
    }

    private void Change(Order order)
    {
        if (!Event(order).Try(out var after, out _) || ReferenceEquals(after, order)) return;
        after = AgriTraceJson.Read<Order>(AgriTraceJson.Write(Sold(after)));
        if (!StockMoves.Apply(board, order, after, Absent()).Try(out var moved, out var error))
        {
            error.Code.ShouldBe("lot-short");
            return;
        }

        if (OrderBooks.Of(order, after) is { } transfer)
        {
            transfer.IsBalanced().ShouldBeTrue();
            transfers.Add(transfer.Id).ShouldBeTrue("each change has a transfer of its own");
            books.Add(Balances.Of(transfer.Postings));
            posted[order.Id].Add(Balances.Of(transfer.Postings));
        }

        (board, orders[order.Id]) = (moved, after);
        Happened++;
        Check(order, after);
    }

    private Result<Order> Event(Order order)
    {
        var by = new OrderActor(random.Next(2) == 0 ? "tam" : OrderActor.Platform, now, "vì vậy", $"key{random.Next(1_000)}");
        return random.Next(18) switch
        {
            0 => order.Confirm(board, by),
            1 or 2 or 3 => order.Receive(Payment(order), board, by),
            4 => order.Payments is [.., var last] ? order.VoidPayment(last.Id, by) : order,
            5 or 6 or 7 => order.Pack(new PackRequest(random.Next(3) == 0 ? null : Boxes(order), BuyerAgreed: random.Next(4) == 0), board, by),
            8 => order.Ship(random.Next(2) == 0 ? "bay" : null, null, by),
            9 or 10 => order.HandOver(random.Next(2) * Math.Max(0, ReceivePayment.InCash(order.Open().Amount) + (random.Next(3) * 500)), HandOverInput.AccountOf(order, "bay"), board, by),
            11 => order.FailDelivery(by),
            12 => order.TakeBack(Goods(order), by),
            13 => order.Allow(random.Next(2), new Money(random.Next(1, 30_000), Money.Vnd), by),
            14 => order.SetPrices(new Dictionary<int, Money> { [1] = new(random.Next(1, 90_000), Money.Vnd) }, by),
            15 => random.Next(5) switch { 0 => order.Cancel(by, noShow: random.Next(2) == 0), 1 => order.Dispute(by), 2 => order.Complete(by), 3 => Recall(order, by), _ => order },
            16 => order.State is OrderState.AwaitingPayment or OrderState.AwaitingConfirmation ? order.Expire(by) : order,
            _ => order.Refunds is [.., var refund] ? random.Next(3) == 0 ? order.MarkRefund(refund.Id, "no account", by) : order.SendRefund(refund.Id, Accounts.Bank, by) : order,
        };
    }

    private Result<Order> Recall(Order order, OrderActor by) =>
        order.TakeOut($"recall{random.Next(1_000)}", new HashSet<LotId> { received.Keys.ElementAt(random.Next(received.Count)), received.Keys.ElementAt(random.Next(received.Count)) }, by);

    /// <summary>All that is open, a part, too much, in cash rounded to notes, late, or one that came before.</summary>
    private OrderPayment Payment(Order order)
    {
        if (order.Payments.Count > 0 && random.Next(4) == 0) return order.Payments[random.Next(order.Payments.Count)];
        var whole = Math.Max(1, order.State == OrderState.Expired ? order.Total.Amount : order.Open().Amount);
        var rail = (PaymentRail)random.Next(4);
        var amount = random.Next(5) switch
        {
            4 => Math.Max(1, whole - random.Next(1, 400)),
            0 => random.NextInt64(1, whole + 1),
            1 => whole + random.Next(1, 5_000),
            _ => rail is PaymentRail.Cash or PaymentRail.Cod ? Math.Max(500, ReceivePayment.InCash(whole)) : whole,
        };
        return new OrderPayment($"p{++ids}", rail, new Money(amount, Money.Vnd), now) { Into = ReceivePayment.AccountOf(rail), By = rail == PaymentRail.Card ? null : "tam" };
    }

    /// <summary>Other weights than ordered, and sometimes from other lots.</summary>
    private PackedLine[] Boxes(Order order) =>
    [
        .. order.Lines.Select((line, index) =>
        {
            var quantity = line.Unit == "H87" ? random.Next(0, (int)line.Wanted + 1) : Math.Round(line.Wanted * random.Next(0, 112) / 100, 3);
            var lots = board.Lots.Values.Where(lot => lot.Left > 2_000).ToArray();
            return random.Next(3) > 0 || quantity == 0 || lots.Length == 0
                ? new PackedLine(index + 1, quantity)
                : new PackedLine(index + 1, Lots: [new PackedLot(lots[random.Next(lots.Length)].Id.Lot, quantity), .. line.Allocations.Take(1).Select(part => new PackedLot(part.Lot.Lot, part.Quantity))]);
        }),
    ];

    private ReturnedGoods[] Goods(Order order)
    {
        var isAll = order.State == OrderState.DeliveryFailed || random.Next(2) == 0;
        return
        [
            .. order.Lines.SelectMany((line, index) => line.Allocations.Where(_ => isAll || random.Next(2) == 0).Select(part =>
                new ReturnedGoods(index + 1, part.Lot.Lot, isAll ? part.Quantity : PartOf(part.Quantity, line.Unit), random.Next(2) == 0))),
        ];
    }

    private decimal PartOf(decimal quantity, string unit) => unit == Quantity.Piece ? random.Next(1, (int)quantity + 1) : Math.Max(0.001m, Math.Round(quantity * random.Next(1, 101) / 100, 3));

    /// <summary>As the store does it, before anybody is credited: every lot is of two members, and half of the second's part was bought.</summary>
    private static Order Sold(Order order) => OrderStates.IsOut(order.State)
        ? order with { Lines = [.. order.Lines.Select(line => line with { Allocations = [.. line.Allocations.Select(part => part with { Growers = part.Growers ?? Growers })] })] }
        : order;

    private static readonly GrowerPart[] Growers = [new("ba", 7_001), new("ut", 3_000), new("ut", 3_000, Bought: true), new(string.Empty, 1)];

    private Dictionary<LotId, BoardLot> Absent() => received.Keys.Where(lot => !board.Lots.ContainsKey(lot.Key)).ToDictionary(
        lot => lot, lot => new BoardLot(lot, string.Empty, "KGM", 0, 0, 0, Start, DateOnly.FromDateTime(Start.Date).AddDays(60)) { Again = true });

    private void Check(Order before, Order after)
    {
        posted[after.Id].Since(OrderBooks.PositionOf(after)).Postings().ShouldBeEmpty($"the transfers are the position of an order that is {after.State}");
        var due = OrderStates.IsOut(after.State) ? after.Due().Amount : 0;
        posted[after.Id][Accounts.Buyer(after.Id)].ShouldBe(due - after.Paid().Amount + after.Refunded().Amount);
        if (OrderStates.IsVoid(after.State) && after.Payments.All(payment => payment.Voided is not null)) posted[after.Id].Postings().ShouldBeEmpty();
        if (OrderStates.IsVoid(after.State)) after.Open().Amount.ShouldBe(0, "all that was paid for an order that is void goes back");
        if (before.State != OrderState.Paid && after.State == OrderState.Paid) after.IsPaidInFull().ShouldBeTrue();
        // A payment that turns out to be a mistake after that is owed again.
        if (before.State != OrderState.Completed && after.State == OrderState.Completed) posted[after.Id][Accounts.Buyer(after.Id)].ShouldBe(0);
        after.Refunded().Amount.ShouldBeLessThanOrEqualTo(after.Payments.Sum(payment => payment.Counts), "nobody gets back more than they paid");
        after.Refunds.Select(refund => (refund.Id, refund.Amount)).Take(before.Refunds.Count).ShouldBe(before.Refunds.Select(refund => (refund.Id, refund.Amount)), "an id stands for one amount for ever");
        after.Refunds.Select(refund => refund.Id).ShouldBeUnique();
        if (after.Open().Amount > 0) after.Refunds.ShouldNotContain(refund => refund.MayFallAway, "nothing goes back to who still owes");
    }

    private void CheckStock()
    {
        var held = orders.Values.SelectMany(StockMoves.Held).ToLookup(part => part.Lot);
        foreach (var (lot, all) in received)
        {
            var (left, known) = (all - held[lot].Sum(part => part.Reserved + part.Sold + part.Lost), board.Lots.GetValueOrDefault(lot.Key));
            left.ShouldBeGreaterThanOrEqualTo(0, $"lot {lot} is oversold");
            (known?.Left ?? 0).ShouldBe(left, $"stock of lot {lot} was lost or made");
            (known?.Reserved ?? 0).ShouldBe(held[lot].Sum(part => part.Reserved));
            if (known is null) continue;
            Math.Min(known.Received, known.Sold).ShouldBeGreaterThanOrEqualTo(0, $"{known}");
            known.Sold.ShouldBeInRange(known.Again ? 0 : held[lot].Sum(part => part.Sold), held[lot].Sum(part => part.Sold), $"{known}");
        }
    }
}

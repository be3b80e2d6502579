using System.Text.Json.Nodes;
using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Orders;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Functions.Tests.Traceability.Recalls;
using AgriTrace.Functions.Tests.Trade;
using AgriTrace.Infra.Ledger;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Storage;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>Orders that are over leave the open trade, and nobody who needs them notices.</summary>
public sealed class ClosedOrderTests(PatientHouse house) : IClassFixture<PatientHouse>
{
    private const string Open = "Trade", Closed = "ClosedOrders";

    /// <summary>For lots that last however much time the tests of this class let pass.</summary>
    private const int Long = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestHost Host => house.Host;

    private OrderArchive Archive => Host.Services.GetRequiredService<OrderArchive>();

    private OrderStore Orders => Host.Services.GetRequiredService<OrderStore>();

    [Fact]
    public async Task An_order_that_is_over_leaves_the_open_trade_and_is_found_as_before()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var (over, young) = (await Completed(shop), await Placed(shop));
        var before = await Seen(shop, over);
        await MonthsPass(shop.Coop);

        await ActivatorUtilities.CreateInstance<ArchiveOrders>(Host.Services).Run(new TimerInfo(), Cancel);

        (await Keys(Open, shop.Coop)).ShouldBe([$"buyer|{young.Text("id")}", $"order|{young.Text("id")}"]);
        (await Keys(Closed, shop.Coop)).ShouldBe([$"buyer|{over.Text("id")}", $"order|{over.Text("id")}"]);
        (await Seen(shop, over)).ShouldBe(before);
        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(0);
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders", Cancel).Json(200))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(young.Text("id"));
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task A_run_moves_so_many_and_the_next_one_goes_on()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        foreach (var _ in (int[])[1, 2, 3]) await Completed(shop);
        await MonthsPass(shop.Coop);

        (await Archive.Move(shop.Coop, most: 2, Cancel)).ShouldBe(2);
        (await Archive.Move(shop.Coop, most: 2, Cancel)).ShouldBe(1);
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task An_order_stays_while_the_day_of_its_last_change_is_open()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        await Completed(shop);
        house.Clock.Ahead += OrderEnd.Kept + TimeSpan.FromDays(1);

        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(0, "no day is closed");
        await CloseThrough(shop.Coop, Now - OrderEnd.Kept - TimeSpan.FromDays(2));
        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(0, "its day is not");
        await CloseThrough(shop.Coop, Now - OrderEnd.Kept - TimeSpan.FromDays(1));
        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task A_change_brings_an_order_back_with_its_stock_and_books_and_it_leaves_again_when_it_is_over()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await MonthsPass(shop.Coop);
        await Archive.Move(shop.Coop, most: 10, Cancel);

        var allowed = await Step(shop, order, "allowances", new { line = 1, amount = new { amount = 15_000, currency = "VND" }, reason = "Cân thiếu" });

        var refund = allowed["refunds"]!.AsArray().ShouldHaveSingleItem()!.Text("id");
        (await Keys(Open, shop.Coop)).ShouldBe([$"order|{order}"]);
        (await Holding(shop, order)).ShouldHaveSingleItem().Revision.ShouldBe((await Loaded(shop, order)).Revision);
        (await Step(shop, order, "complete", new { })).Text("status").ShouldBe("completed", "a step that is done already is no change");
        await CheckAll(shop.Coop);

        await MonthsPass(shop.Coop);
        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(0, "the buyer is owed a refund");
        await Step(shop, order, $"refunds/{refund}/sent", new { from = "cash" });
        await MonthsPass(shop.Coop);
        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(1);

        (await Loaded(shop, order)).Refunds.ShouldHaveSingleItem().State.ShouldBe(RefundState.Sent);
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{order}/buyer", Cancel).Json(200)).Text("name").ShouldBe("Trần Thị Mai");
        (await Keys(Open, shop.Coop)).ShouldBeEmpty();
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task An_order_that_is_changed_while_it_moves_stays_with_its_change()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await MonthsPass(shop.Coop);

        var moved = await Between(shop, () => Allow(Orders, shop, order));

        moved.ShouldBe(0);
        (await Loaded(shop, order)).Allowances.ShouldHaveSingleItem();
        (await Keys(Open, shop.Coop)).ShouldBe([$"buyer|{order}", $"order|{order}"]);
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task An_order_that_a_crash_left_in_both_places_is_one_order_and_the_next_run_goes_on()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await MonthsPass(shop.Coop);
        await Should.ThrowAsync<IOException>(() => Between(shop, () => throw new IOException("The process died (made by a test).")));
        (await Keys(Closed, shop.Coop)).ShouldBe(await Keys(Open, shop.Coop));

        (await Holding(shop, order)).ShouldHaveSingleItem();
        await CheckAll(shop.Coop);
        await Allow(Orders, shop, order);
        (await Loaded(shop, order)).Allowances.ShouldHaveSingleItem();
        await CheckAll(shop.Coop);
        await Step(shop, order, $"refunds/{order}-1/sent", new { from = "cash" });
        await MonthsPass(shop.Coop);

        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(1);
        (await Keys(Open, shop.Coop)).ShouldBeEmpty();
        (await Loaded(shop, order)).Allowances.ShouldHaveSingleItem();
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task A_change_that_was_decided_on_an_order_that_moved_meanwhile_is_decided_again()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await MonthsPass(shop.Coop);
        var decided = 0;

        var changed = await Orders.Change(shop.Coop, order, (known, _) =>
        {
            if (++decided == 1) Archive.Move(shop.Coop, most: 10, Cancel).GetAwaiter().GetResult().ShouldBe(1);
            return known.Allow(0, new Money(15_000, Money.Vnd), By);
        }, Cancel);

        (changed.IsOk, decided).ShouldBe((true, 2));
        (await Loaded(shop, order)).Allowances.ShouldHaveSingleItem();
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task Two_processes_bring_an_order_back_once_and_both_changes_hold()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await MonthsPass(shop.Coop);
        await Archive.Move(shop.Coop, most: 10, Cancel);
        var other = ActivatorUtilities.CreateInstance<OrderStore>(Host.Services, (await TradeDesk.Open(Host.Services, Cancel)).OtherProcess());
        var decided = 0;

        var changed = await Orders.Change(shop.Coop, order, (known, _) =>
        {
            if (++decided == 1) Allow(other, shop, order).GetAwaiter().GetResult();
            return known.Allow(0, new Money(15_000, Money.Vnd), By);
        }, Cancel);

        (changed.IsOk, decided).ShouldBe((true, 2));
        (await Loaded(shop, order)).Allowances.Count.ShouldBe(2);
        await CheckAll(shop.Coop);
    }

    [Fact]
    public async Task A_buyer_who_is_erased_while_the_order_moves_does_not_come_back()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await MonthsPass(shop.Coop);

        var moved = await Between(shop, () => new TableClient(house.Storage, Open).DeleteEntityAsync(shop.Coop, $"buyer|{order}", cancellationToken: Cancel));

        moved.ShouldBe(1);
        (await Keys(Closed, shop.Coop)).ShouldBe([$"order|{order}"]);
        (await Keys(Open, shop.Coop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Buyers_of_orders_that_moved_are_erased_by_their_phone()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var order = (await Completed(shop)).Text("id");
        await Placed(shop);
        await MonthsPass(shop.Coop);
        await Archive.Move(shop.Coop, most: 10, Cancel);

        var answer = await shop.Admin.Post($"/api/coops/{shop.Coop}/buyers/erase", new { phone = "+84 912 345 678" }, Cancel).Json(200);

        (answer["erased"]!.GetValue<int>(), answer["kept"]!.AsArray().Count).ShouldBe((1, 1), "the one that did not move is still open");

        await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{order}/buyer", Cancel).Problem(404, "buyer-erased");
    }

    [Fact]
    public async Task Another_order_of_a_key_that_was_used_long_before_does_not_write_over_the_first()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, Long));
        var key = Guid.NewGuid().ToString();
        var first = await Completed(shop, key);
        await MonthsPass(shop.Coop);
        await Archive.Move(shop.Coop, most: 10, Cancel);

        var second = await Completed(shop, key);
        await MonthsPass(shop.Coop);
        (await Archive.Move(shop.Coop, most: 10, Cancel)).ShouldBe(0);

        second.Text("id").ShouldBe(first.Text("id"));
        (await Loaded(shop, second.Text("id"))).Token.ShouldBe(second.Text("token"));
        (await Holding(shop, first.Text("id"))).Select(order => order.Token).ShouldBe([first.Text("token"), second.Text("token")], ignoreOrder: true);
        Host.Logs.Has($"Order {first.Text("id")} of {shop.Coop} stays in the open trade").ShouldBeTrue();
    }

    [Fact]
    public async Task A_recall_finds_goods_that_were_sold_long_ago_and_pays_their_buyers_back()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("L1", harvestedAt: Now.AddHours(-1).ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture))).Json(201);
        var listing = await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        var wanted = new { coop = given.Coop, lines = new[] { new { listing = listing.Text("id"), quantity = 2 } }, buyer = new { name = "Mai", phone = "0912345678", address = "Ninh Kiều, Cần Thơ" }, payment = "cod" };
        var order = (await Host.Anyone.Post("/api/orders", wanted, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201)).Text("id");
        await Finish(given.Admin, given.Coop, order, Given.Bay);
        await MonthsPass(given.Coop);
        (await Archive.Move(given.Coop, most: 10, Cancel)).ShouldBe(1);
        given = new Given(Host, given.Coop, given.Gtin);

        var recall = await given.Recall("L1").Json(201);
        var settled = await given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}/settle", new { }, Cancel).Json(200);

        var reached = recall["orders"]!.AsArray().ShouldHaveSingleItem()!;
        (reached.Text("id"), reached["buyer"]!.Text("name")).ShouldBe((order, "Mai"));
        settled["orders"]!.AsArray().ShouldHaveSingleItem()!.Text("order").ShouldBe(order);
        (await Orders.Load(given.Coop, order, Cancel))!.Value.Refunds.ShouldHaveSingleItem().Amount.Amount.ShouldBe(130_000);
        (await Keys(Open, given.Coop)).ShouldBe([$"order|{order}"]);
        await CheckAll(given.Coop);
    }

    private DateTimeOffset Now => house.Clock.GetUtcNow();

    private OrderActor By => new("an", Now, "Cân thiếu");

    /// <summary>Longer than an order stays, and all days but the last are closed.</summary>
    private async Task MonthsPass(string coop)
    {
        house.Clock.Ahead += OrderEnd.Kept + TimeSpan.FromDays(1);
        await CloseThrough(coop, Now.AddDays(-1));
    }

    private async Task CloseThrough(string coop, DateTimeOffset when) => (await Host.Services.GetRequiredService<LedgerStore>().Close(coop, Period.DayOf(when), Cancel)).IsOk.ShouldBeTrue();

    /// <summary>Does something after a move has copied and before it deletes.</summary>
    private async Task<int> Between(Shop shop, Func<Task> what)
    {
        var between = new BetweenTwo(what);
        var archive = ActivatorUtilities.CreateInstance<OrderArchive>(Host.Services, new StorageAccount(new StorageSettings(house.Storage) { Policies = [between] }));
        var moved = await archive.Move(shop.Coop, most: 10, Cancel);
        between.Transactions.ShouldBeGreaterThan(1, "nothing was copied and deleted");
        return moved;
    }

    private Task Allow(OrderStore orders, Shop shop, string order) => orders.Change(shop.Coop, order, (known, _) => known.Allow(0, new Money(5_000, Money.Vnd), By), Cancel);

    private async Task<Order> Loaded(Shop shop, string order) => (await Orders.Load(shop.Coop, order, Cancel))!.Value;

    /// <summary>The orders that hold goods of the same lots.</summary>
    private async Task<IReadOnlyList<Order>> Holding(Shop shop, string order) =>
        await Orders.Holding(shop.Coop, (await Loaded(shop, order)).Allocations().Select(part => part.Lot).ToHashSet(), Cancel);

    private async Task<JsonNode> Placed(Shop shop, string? key = null) =>
        await Host.Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", key ?? Guid.NewGuid().ToString())).Json(201);

    private async Task<JsonNode> Completed(Shop shop, string? key = null)
    {
        var order = await Placed(shop, key);
        await Finish(shop.Admin, shop.Coop, order.Text("id"), Shop.Driver, collected: 65_000);
        // The worker of changed orders writes the code by which buyers find it.
        await Eventually.Holds(async () => (await Host.Services.GetRequiredService<OrderCodes>().Find(order.Text("code"), Cancel)).Count > 0, "the order has its code", Cancel);
        return order;
    }

    private static async Task Finish(HttpClient admin, string coop, string order, string driver, long collected = 130_000)
    {
        foreach (var (step, body) in ((string, object)[])[("pack", new { }), ("ship", new { by = driver }), ("deliver", new { collected }), ("complete", new { })])
            await admin.Post($"/api/coops/{coop}/orders/{order}/{step}", body, Cancel).Json(200);
    }

    private static Task<JsonNode> Step(Shop shop, string order, string step, object body) =>
        shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{order}/{step}", body, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(200);

    /// <summary>All that the buyer and the staff see of an order.</summary>
    private async Task<string> Seen(Shop shop, JsonNode order)
    {
        var (id, link) = (order.Text("id"), $"?coop={shop.Coop}&token={order.Text("token")}");
        var found = await Host.Anyone.Post("/api/orders/find", new { code = order.Text("code"), phone = "0912 345 678" }, Cancel).Json(200);
        var buyer = await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{id}/buyer", Cancel).Json(200);
        var desk = await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{id}", Cancel).Json(200);
        var page = await Host.Anyone.GetStringAsync($"/orders/{id}{link}", Cancel);
        var own = await Host.Anyone.GetStringAsync($"/api/orders/{id}{link}", Cancel);
        return page + own + found.ToJsonString() + buyer.ToJsonString() + desk.ToJsonString();
    }

    /// <summary>Of the rows of orders and buyers.</summary>
    private async Task<List<string>> Keys(string table, string coop)
    {
        var keys = new List<string>();
        await foreach (var row in new TableClient(house.Storage, table).QueryAsync<TableEntity>($"PartitionKey eq '{coop}'", select: ["RowKey"], cancellationToken: Cancel))
            if (row.RowKey.StartsWith("order|", StringComparison.Ordinal) || row.RowKey.StartsWith("buyer|", StringComparison.Ordinal)) keys.Add(row.RowKey);
        return keys;
    }

    private async Task CheckAll(string coop) => (await new TradeChecker(house.Storage).Check(coop, Cancel)).ShouldBeEmpty();

    /// <summary>Has something happen before the second transaction that goes to storage.</summary>
    private sealed class BetweenTwo(Func<Task> what) : HttpPipelinePolicy
    {
        public int Transactions { get; private set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Uri.Path.Contains("$batch", StringComparison.Ordinal) && ++Transactions == 2) await what();
            await ProcessNextAsync(message, pipeline);
        }
    }
}

using System.Text.Json.Nodes;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Tests.Orders;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Payments;

/// <summary>Money of cards that comes too late, or has to go back.</summary>
[Collection("The payment double")]
public sealed class LatePaymentTests(House house) : HttpTests(house)
{
    private readonly House house = house;

    private OrderStore Orders => Host.Services.GetRequiredService<OrderStore>();

    [Fact]
    public async Task What_a_card_paid_goes_back_by_itself_once_when_the_order_is_cancelled()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);
        await Pay(shop, order);

        await shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{order.Text("id")}/cancel", new { reason = "Khách đổi ý" }, Cancel).Json(200);
        await Eventually.Holds(async () => (await Stored(shop, order)).Refunds is [{ State: RefundState.Sent }], "the refund was sent", Cancel);
        await Host.Services.GetRequiredService<OrderErrands>().Run(shop.Coop, order.Text("id"), Cancel);

        // Two messages may ask at the same time; their key makes one refund of it.
        var asked = house.Stripe.Requests.Where(request => request.Path == "/v1/refunds" && request.Body.Contains(order.Text("id"), StringComparison.Ordinal)).ToArray();
        asked.Select(request => request.Body).Distinct().ShouldHaveSingleItem().ShouldContain("amount=130000");
        asked.Select(request => request.Headers["Idempotency-Key"]).Distinct().ShouldBe([$"refund-{order.Text("id")}-1"]);
        var books = await Books(shop);
        books.Postings().ShouldBeEmpty("what came has gone");
        (await shop.Board(Cancel)).Lots.Values.Single().Left.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_payment_after_its_time_buys_the_goods_that_are_still_there()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);
        await Expire(shop, order);
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(0);

        await Pay(shop, order);

        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(2000);
        (await Stored(shop, order)).Refunds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_after_its_time_goes_back_where_the_goods_are_sold()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 2, 20));
        var order = await Placed(shop, 2);
        await Expire(shop, order);
        await Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);

        await house.Stripe.Deliver(await house.Stripe.Pay(SessionOf(order), Cancel), Cancel);
        await Eventually.Holds(async () => (await Stored(shop, order)).Refunds is [{ State: RefundState.Sent }], "the refund was sent", Cancel);

        (await Stored(shop, order)).State.ShouldBe(OrderState.Expired);
        (await Books(shop)).Postings().ShouldBeEmpty();
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(1000, "only the other order holds goods");
    }

    [Fact]
    public async Task An_order_whose_time_is_over_frees_its_stock_after_its_page_is_closed()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);

        var closed = await Host.Services.GetRequiredService<CardPayments>().Close(await Stored(shop, order), DateTimeOffset.UtcNow, Cancel);

        closed.Value!.State.ShouldBe(OrderState.Expired);
        house.Stripe.Requests.ShouldContain(request => request.Path.EndsWith($"{SessionOf(order)}/expire", StringComparison.Ordinal));
        (await shop.Board(Cancel)).Lots.Values.Single().Left.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_page_that_was_paid_in_the_last_moment_is_not_closed_but_taken()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);
        await house.Stripe.Pay(SessionOf(order), Cancel);

        var closed = await Host.Services.GetRequiredService<CardPayments>().Close(await Stored(shop, order), DateTimeOffset.UtcNow, Cancel);

        (closed.Value!.State, closed.Value.Payments.Count).ShouldBe((OrderState.Paid, 1));
    }

    [Fact]
    public async Task An_order_that_lost_goods_before_it_was_paid_gets_another_page_and_the_old_one_is_closed()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 1, 10), ("L2", 10, 20));
        var order = await Placed(shop, 3);
        await Recall(shop, order, "L1");

        var page = (await Cards.Page(await Stored(shop, order), Cancel)).Value;
        page.ShouldNotBe(order["payment"]!.Text("checkoutUrl"));
        (await Cards.Page(await Stored(shop, order), Cancel)).Value.ShouldBe(page, "a repeat leads to the same page");
        await Should.ThrowAsync<InvalidOperationException>(() => house.Stripe.Pay(SessionOf(order), Cancel));
        (await Cards.Apply(SessionOf(order), DateTimeOffset.UtcNow, Cancel)).Value!.State.ShouldBe(OrderState.AwaitingPayment, "the page that closed was not the last");

        await house.Stripe.Pay(page.Split('/')[^1], Cancel);
        await Eventually.Holds(async () => (await Stored(shop, order)).State == OrderState.Paid, "the order is paid", Cancel);
        var paid = await Stored(shop, order);
        (paid.Paid().Amount, paid.Refunds.Count).ShouldBe((130_000, 0));
    }

    [Fact]
    public async Task Who_pays_the_page_from_before_gets_back_what_is_too_much()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 1, 10), ("L2", 10, 20));
        var order = await Placed(shop, 3);
        await Recall(shop, order, "L1");
        var changed = await Stored(shop, order);

        await Pay(shop, order);

        (await Cards.Page(changed, Cancel)).Error!.Code.ShouldBe("payment-received");
        await Eventually.Holds(async () => (await Stored(shop, order)).Refunds is [{ State: RefundState.Sent }], "the refund was sent", Cancel);
        var paid = await Stored(shop, order);
        (paid.Paid().Amount, paid.Refunded().Amount, paid.Open().Amount).ShouldBe((195_000, 65_000, 0));
    }

    [Fact]
    public async Task An_order_that_changed_ends_with_the_page_from_before()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 1, 10), ("L2", 10, 20));
        var order = await Placed(shop, 3);
        await Recall(shop, order, "L1");

        (await Cards.Close(await Stored(shop, order), DateTimeOffset.UtcNow, Cancel)).Value!.State.ShouldBe(OrderState.Expired);

        await Should.ThrowAsync<InvalidOperationException>(() => house.Stripe.Pay(SessionOf(order), Cancel));
        (await shop.Board(Cancel)).Lots.Values.Sum(lot => lot.Left).ShouldBe(11_000);
    }

    [Fact]
    public async Task An_order_that_was_paid_some_other_way_meanwhile_is_closed_without_an_end()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);
        var seen = await Stored(shop, order);
        await shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{order.Text("id")}/payments", new { rail = "cash", amount = new { amount = 130_000, currency = "VND" } }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(200);

        var closed = await Cards.Close(seen, DateTimeOffset.UtcNow, Cancel);

        (closed.Value!.State, closed.Value.NextErrand()).ShouldBe((OrderState.Paid, null));
        await Should.ThrowAsync<InvalidOperationException>(() => house.Stripe.Pay(SessionOf(order), Cancel));
    }

    private CardPayments Cards => Host.Services.GetRequiredService<CardPayments>();

    private async Task Recall(Shop shop, JsonNode order, string lot) =>
        (await Orders.Change(shop.Coop, order.Text("id"), (known, _) => known.TakeOut("recall", known.Allocations().Select(part => part.Lot).Where(one => one.Lot == lot).ToHashSet(), new OrderActor("tam", DateTimeOffset.UtcNow)), Cancel))
        .Value.State.ShouldBe(OrderState.AwaitingPayment);

    private static string SessionOf(JsonNode order) => order["payment"]!.Text("checkoutUrl").Split('/')[^1];

    private Task<JsonNode> Placed(Shop shop, decimal quantity) =>
        Anyone.Post("/api/orders", shop.Order(quantity, "card"), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);

    private async Task Pay(Shop shop, JsonNode order)
    {
        await house.Stripe.Deliver(await house.Stripe.Pay(SessionOf(order), Cancel), Cancel);
        await Eventually.Holds(async () => (await Stored(shop, order)).State == OrderState.Paid, "the order is paid", Cancel);
    }

    private async Task Expire(Shop shop, JsonNode order) =>
        (await Orders.Change(shop.Coop, order.Text("id"), (known, _) => known.Expire(new OrderActor(OrderActor.Platform, DateTimeOffset.UtcNow)), Cancel)).IsOk.ShouldBeTrue();

    private async Task<Order> Stored(Shop shop, JsonNode order) => (await Orders.Load(shop.Coop, order.Text("id"), Cancel))!.Value;

    private static async Task<Balances> Books(Shop shop) =>
        (await shop.Transfers(Cancel)).Aggregate(new Balances(), (all, transfer) => all.Add(Balances.Of(transfer.Postings)));
}

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

using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>Orders whose time passes.</summary>
public sealed class WaitingOrderTests : PrivateHostTests
{
    [Fact]
    public async Task A_transfer_that_does_not_come_frees_the_goods_after_two_days_and_a_cash_order_waits_as_long_as_it_takes()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 90));
        var (orders, errands) = (Host.Services.GetRequiredService<OrderStore>(), Host.Services.GetRequiredService<OrderErrands>());
        var transfer = await Placed(shop, "transfer");
        var cash = await Placed(shop, "cod");
        await errands.Run(shop.Coop, transfer, Cancel);
        (await State(transfer)).ShouldBe(OrderState.AwaitingPayment, "its time is not over");

        Clock.Ahead = PlaceOrder.TransferTime + TimeSpan.FromMinutes(5);
        (await orders.Waiting(shop.Coop, Clock.GetUtcNow(), Cancel)).ShouldBe([transfer]);
        await errands.Run(shop.Coop, transfer, Cancel);
        await errands.Run(shop.Coop, cash, Cancel);

        (await State(transfer), await State(cash)).ShouldBe((OrderState.Expired, OrderState.Confirmed));
        (await orders.Waiting(shop.Coop, Clock.GetUtcNow(), Cancel)).ShouldBeEmpty();
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(1000);

        async Task<OrderState> State(string order) => (await orders.Load(shop.Coop, order, Cancel))!.Value.State;
    }

    private async Task<string> Placed(Shop shop, string payment) =>
        (await Host.Anyone.Post("/api/orders", shop.Order(1, payment), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201)).Text("id");
}

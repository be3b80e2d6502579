using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Web;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Finds an order for whoever may see it: the holder of its token, or staff.</summary>
public sealed class OrderReader(OrderStore orders)
{
    internal async Task<Result<Order>> Find(Call call, CancellationToken cancel)
    {
        if (!Slug.Parse("coop", call.Query("coop")).Try(out var coop, out var error)) return error;
        if (await orders.Load(coop, call.Route("id"), cancel) is not { Value: var order }) return OrderErrors.NoSuchOrder;
        return order.MayNotBeSeenBy(call.Caller, call.Query("token")) is { } refusal ? refusal : order;
    }
}

/// <summary>An order for programs.</summary>
public sealed class GetOrder(Gate<GetOrder> gate, OrderReader reader)
{
    [Function("GetOrder"), Allow(Permission.Anyone)]
    [Describe("Shows an order to whoever holds its token, or to staff of its cooperative.", Response = typeof(OrderBody), Query = ["coop", "token"], Problems = [401, 403])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/orders/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => (await reader.Find(call, cancel)).Map(order => Reply.Ok(OrderBody.Of(order))), cancel);
}

/// <summary>An order for its buyer, who comes from the payment page or a link.</summary>
public sealed class ShowOrder(Gate<ShowOrder> gate, OrderReader reader, Pages pages)
{
    [Function("ShowOrder"), Allow(Permission.Anyone)]
    [Describe("The page of an order.", Produces = ["text/html"], Query = ["coop", "token"], Problems = [401, 403])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await reader.Find(call, cancel)).Try(out var order, out var error)) return error;
            var path = $"/orders/{order.Id}?coop={order.Coop}&token={Uri.EscapeDataString(call.Query("token") ?? string.Empty)}";
            // The address holds the buyer's token: it must not travel on with the next link.
            return (await pages.Show(call.Request, ViewOf(order, path))).With("Referrer-Policy", "no-referrer");
        }, cancel);

    private static OrderView ViewOf(Order order, string path) => new(
        path,
        order.Code,
        order.State switch
        {
            OrderState.AwaitingPayment or OrderState.AwaitingConfirmation => OrderProgress.Placed,
            OrderState.Confirmed or OrderState.Paid or OrderState.Packed => OrderProgress.Confirmed,
            OrderState.Shipped or OrderState.DeliveryFailed => OrderProgress.Shipped,
            OrderState.Delivered or OrderState.Completed or OrderState.Disputed => OrderProgress.Delivered,
            OrderState.Cancelled or OrderState.Returned => OrderProgress.Cancelled,
            OrderState.Expired => OrderProgress.Expired,
            _ => throw new InvalidOperationException($"A page for {order.State} is missing."),
        },
        order.Paid().Amount >= order.Total.Amount ? PaymentProgress.Paid : PaymentProgress.Awaited,
        order.PlacedAt,
        [.. order.Lines.Select(LineOf)],
        new Price(order.Total.Amount, order.Total.Currency),
        order.PayBefore);

    private static OrderedProduce LineOf(OrderLine line) => new(
        new ProductName(line.ProductName.Vi, line.ProductName.En),
        ProduceKinds.Named(line.ProductName.Vi),
        new Amount(line.Quantity, line.Unit),
        new Price(line.Price.Amount, line.Price.Currency),
        new Price(line.Total.Amount, line.Total.Currency),
        [.. line.Allocations.Select(part => new LotLink(part.Lot.Lot, part.Lot.Path))]);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Payments;
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
public sealed class ShowOrder(Gate<ShowOrder> gate, OrderReader reader, OrderPages pages)
{
    [Function("ShowOrder"), Allow(Permission.Anyone)]
    [Describe("The page of an order.", Produces = ["text/html"], Query = ["coop", "token", "lang"], Problems = [401, 403])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await reader.Find(call, cancel)).Then<Reply>(async order => await pages.Show(call, order, call.Query("token"), cancel)), cancel);
}

/// <summary>Leads to the page of the payment provider, from the page of the order.</summary>
public sealed class PayOrder(Gate<PayOrder> gate, OrderReader reader, CardPayments cards)
{
    [Function("PayOrder"), Allow(Permission.Anyone)]
    [Describe("Leads to the provider's page, where a card order is paid; to the order itself where nothing is to be paid by card.", Produces = ["text/html"], Query = ["coop", "token"], Status = 303, Problems = [401, 403, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders/{id}/pay")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await reader.Find(call, cancel)).Then(async order =>
        {
            if (!order.HasToken(call.Query("token"))) return OrderErrors.TokenNeeded;
            if (!OrderPages.CanPayByCard(order)) return OrderPages.Guarded(Reply.SeeOther(OrderPages.PathOf(order)));
            return (await cards.Page(order, cancel)).Map(url => OrderPages.Guarded(Reply.ToPaymentPage(url)));
        }), cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Takes an order from a program.</summary>
public sealed class CreateOrder(Gate<CreateOrder> gate, BuyerOrders orders, CardPayments cards)
{
    [Function("CreateOrder"), Allow(Permission.Anyone, Pace = Pace.Order)]
    [Describe("Places an order; the same key again gives the same answer.", Request = typeof(OrderRequest), Response = typeof(OrderBody), Status = 201, IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/orders")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
            if (!(await call.Body<OrderRequest>()).Try(out var body, out error)) return error;
            return await (await orders.Take(request, body, key, cancel)).Then(order => Answer(order, cancel));
        }, cancel);

    /// <remarks>When the provider does not answer, the order stands and holds its stock; the repeated request opens the page.</remarks>
    private async Task<Result<Reply>> Answer(Order order, CancellationToken cancel)
    {
        var body = OrderBody.Of(order) with { Token = order.Token };
        if (order is { State: OrderState.AwaitingPayment, Rail: PaymentRail.Card })
        {
            if (!(await cards.Page(order, cancel)).Try(out var url, out var error)) return error;
            body = body with { Payment = new OrderPaymentBody(url, order.PayBefore!.Value) };
        }

        return Reply.Created($"/api/orders/{order.Id}?coop={order.Coop}", body);
    }
}

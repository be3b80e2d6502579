using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Takes an order, once a key: one point read, one transaction, one message, one mark.</summary>
public sealed class CreateOrder(Gate<CreateOrder> gate, OrderStore orders, CardPayments cards, ClientAddress addresses, TimeProvider clock)
{
    [Function("CreateOrder"), Allow(Permission.Anyone)]
    [Describe("Places an order; the same key again gives the same answer.", Request = typeof(OrderRequest), Response = typeof(OrderBody), Status = 201, IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/orders")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
            if (!(await call.Body<OrderRequest>()).Then(body => body.Check()).Try(out var wanted, out error)) return error;
            if (wanted.Payment == PaymentRail.Card && !cards.AreTaken) return PaymentErrors.NoCards;

            var by = new PlacedBy(PlaceOrder.IdOf(wanted.Coop, key), Ids.Secret(), clock.GetUtcNow(), orders.MarksOf(wanted.Coop, wanted.Buyer.Phone, addresses.NetworkOf(call.Request)));
            var placed = await orders.Place(by.Id, wanted, wanted.Fingerprint(), board => PlaceOrder.Decide(board, wanted, by), cancel);
            return await placed.Then(order => Answer(order, cancel));
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

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Takes an order that staff enter, once a key.</summary>
public sealed class EnterOrder(Gate<EnterOrder> gate, OrderStore orders, CardPayments cards, TimeProvider clock)
{
    [Function("EnterOrder"), Allow(Permission.TakeOrders)]
    [Describe("Enters an order for a buyer: at an agreed price or one that is agreed later, on credit or with a deposit.",
        Request = typeof(StaffOrder), Response = typeof(DeskOrderBody), Status = 201, IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
            if (!(await call.Body<StaffOrder>()).Try(out var entered, out error) || !entered.Check(call.Coop).Try(out var wanted, out error)) return error;
            if (wanted.Payment == PaymentRail.Card && !cards.AreTaken) return PaymentErrors.NoCards;

            var by = new PlacedBy(PlaceOrder.IdOf(call.Coop, $"staff {key}"), Ids.Secret(), clock.GetUtcNow(), orders.MarksOf(call.Coop, wanted.Buyer.Phone, network: string.Empty), call.Caller.Name);
            var placed = await orders.Place(by.Id, wanted, entered.Fingerprint(wanted), board => entered.Decide(board, wanted, by), cancel);
            return placed.Map(order => Reply.Created($"/api/coops/{call.Coop}/orders/{order.Id}", DeskOrderBody.Of(order)));
        }, cancel);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>An order for those who work on it.</summary>
public sealed class GetDeskOrder(Gate<GetDeskOrder> gate, OrderStore orders)
{
    [Function("GetDeskOrder"), Allow(Permission.ReadOrders)]
    [Describe("Shows an order with its payments, refunds and history to the cooperative's staff.", Response = typeof(DeskOrderBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/orders/{order}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            await orders.Load(call.Coop, call.Route("order"), cancel) is { Value: var order } ? Reply.Ok(DeskOrderBody.Of(order)) : OrderErrors.NoSuchOrder, cancel);
}

/// <param name="Next">For <c>after</c>; null on the last page.</param>
public sealed record DeskOrderPageBody(IReadOnlyList<DeskOrderBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>The orders that somebody has to do something about.</summary>
public sealed class ListDeskOrders(Gate<ListDeskOrders> gate, OrderStore orders)
{
    private const int PageSize = 50, MaxCursor = 40;

    [Function("ListDeskOrders"), Allow(Permission.ReadOrders), Costly]
    [Describe("Lists the orders of a cooperative, in no order of time: of one state, or state=open for those that are not over.", Response = typeof(DeskOrderPageBody), Query = ["state", "after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/orders")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var after = call.Query("after");
            if (after is not null && (after.Length > MaxCursor || !after.All(char.IsAsciiLetterOrDigit))) return CursorErrors.Unknown;
            if (!StatesOf(call.Query("state")).Try(out var wanted, out var error)) return error;
            var (items, next) = await orders.Page(call.Coop, wanted.Count == 0 ? null : wanted, after, PageSize, cancel);
            return Reply.Ok(new DeskOrderPageBody([.. items.Select(DeskOrderBody.Of)], next));
        }, cancel);

    /// <returns>None for all.</returns>
    private static Result<HashSet<OrderState>> StatesOf(string? text)
    {
        if (text is null) return new HashSet<OrderState>();
        if (text == "open") return Enum.GetValues<OrderState>().Where(state => !OrderStates.IsTerminal(state) && state != OrderState.Expired).ToHashSet();
        return Enum.GetValues<OrderState>().Where(state => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString()) == text).ToHashSet() is { Count: 1 } one
            ? one
            : ParameterErrors.Unreadable(new FieldFault("state", "must be open, or the state of an order."));
    }
}

/// <summary>Somebody has spoken with the buyer: the order holds its goods from now on.</summary>
public sealed class ConfirmOrder(Gate<ConfirmOrder> gate, OrderDesk desk)
{
    [Function("ConfirmOrder"), Allow(Permission.TakeOrders)]
    [Describe("Confirms a cash order after a call with its buyer.", Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/confirm")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => desk.Step(call, reason: null, body: null, (order, board, by) => order.Confirm(board, by), cancel), cancel);
}

public sealed class CancelOrder(Gate<CancelOrder> gate, OrderDesk desk)
{
    [Function("CancelOrder"), Allow(Permission.TakeOrders)]
    [Describe("Cancels an order, with a reason; what was paid goes back.", Request = typeof(CancelInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/cancel")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<CancelInput>()).Try(out var input, out var error)) return error;
            return await ReasonInput.Needed(input.Reason).Then(reason => desk.Step(call, reason, input, (order, _, by) => order.Cancel(by, input.NoShow), cancel));
        }, cancel);
}

/// <summary>The goods are in their boxes, weighed.</summary>
public sealed class PackOrder(Gate<PackOrder> gate, OrderDesk desk)
{
    [Function("PackOrder"), Allow(Permission.PackOrders)]
    [Describe("Packs an order with its actual weights and lots; price, refund and stock follow.", Request = typeof(PackRequest), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/pack")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<PackRequest>()).Then(input => desk.Step(call, reason: null, input, (order, board, by) => order.Pack(input, board, by), cancel)), cancel);
}

public sealed class ShipOrder(Gate<ShipOrder> gate, OrderDesk desk, CoopStore coops)
{
    [Function("ShipOrder"), Allow(Permission.PackOrders)]
    [Describe("Gives an order to its driver or carrier.", Request = typeof(ShipInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/ship")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ShipInput>()).Then(body => body.Check()).Try(out var input, out var error)) return error;
            // What a driver collects is theirs to hand in, so there must be such a person. Carriers are known by nothing but their id.
            var nobody = input.By is { } who && await coops.Member(call.Coop, who, cancel) is null ? CooperativeErrors.NoSuchMember(who) : null;
            return await desk.Step(call, reason: null, input, (order, _, by) => nobody is not null && order.Delivery is { Kind: DeliveryKind.Driver } ? nobody : order.Ship(input.By, input.Tracking, by), cancel);
        }, cancel);
}

/// <summary>The buyer has the goods, and perhaps paid for them in cash.</summary>
public sealed class DeliverOrder(Gate<DeliverOrder> gate, OrderDesk desk)
{
    [Function("DeliverOrder"), Allow(Permission.DeliverOrders)]
    [Describe("Hands an order over, with the cash that was collected.", Request = typeof(HandOverInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/deliver")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<HandOverInput>()).Then(input => input.Check())
            .Then(input => desk.Step(call, reason: null, input, (order, board, by) => order.HandOver(input.Collected ?? 0, HandOverInput.AccountOf(order, DriverOf(call.Caller)), board, by), cancel)), cancel);

    private static string? DriverOf(Caller caller) => caller.Role == Role.Driver ? caller.Member : null;
}

public sealed class FailDelivery(Gate<FailDelivery> gate, OrderDesk desk)
{
    [Function("FailDelivery"), Allow(Permission.DeliverOrders)]
    [Describe("Says that the buyer refused the goods at the door, or was not there.", Request = typeof(ReasonInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/fail-delivery")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<ReasonInput>()).Then(input => ReasonInput.Needed(input.Reason))
            .Then(reason => desk.Step(call, reason, body: reason, (order, _, by) => order.FailDelivery(by), cancel)), cancel);
}

public sealed class ReturnOrder(Gate<ReturnOrder> gate, OrderDesk desk)
{
    [Function("ReturnOrder"), Allow(Permission.PackOrders)]
    [Describe("Takes goods of an order back, into stock or to be thrown away.", Request = typeof(ReturnInput), Response = typeof(DeskOrderBody), IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/returns")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ReturnInput>()).Then(body => body.Check()).Try(out var input, out var error)) return error;
            return await ReasonInput.Needed(input.Reason).Then(reason => desk.Add(call, reason, input, (order, _, by) => order.TakeBack(input.Goods, by), cancel));
        }, cancel);
}

public sealed class DisputeOrder(Gate<DisputeOrder> gate, OrderDesk desk)
{
    [Function("DisputeOrder"), Allow(Permission.TakeOrders)]
    [Describe("Says that the buyer is not content with what came.", Request = typeof(ReasonInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/dispute")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<ReasonInput>()).Then(input => ReasonInput.Needed(input.Reason))
            .Then(reason => desk.Step(call, reason, body: reason, (order, _, by) => order.Dispute(by), cancel)), cancel);
}

public sealed class CompleteOrder(Gate<CompleteOrder> gate, OrderDesk desk)
{
    [Function("CompleteOrder"), Allow(Permission.SettleOrders)]
    [Describe("Ends an order of which nothing is open any more.", Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/complete")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => desk.Step(call, reason: null, body: null, (order, _, by) => order.Complete(by), cancel), cancel);
}

public sealed class AllowDiscount(Gate<AllowDiscount> gate, OrderDesk desk)
{
    [Function("AllowDiscount"), Allow(Permission.SettleOrders)]
    [Describe("Gives a discount on a line after the fact, such as for a weight that was disputed on arrival.", Request = typeof(AllowanceInput), Response = typeof(DeskOrderBody), IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/allowances")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<AllowanceInput>()).Try(out var input, out var error)) return error;
            return await ReasonInput.Needed(input.Reason).Then(reason => desk.Add(call, reason, input, (order, _, by) => order.Allow(input.Line - 1, input.Amount, by), cancel));
        }, cancel);
}

public sealed class SetOrderPrices(Gate<SetOrderPrices> gate, OrderDesk desk)
{
    [Function("SetOrderPrices"), Allow(Permission.SettleOrders)]
    [Describe("Enters prices of an order that were left open.", Request = typeof(PricesInput), Response = typeof(DeskOrderBody), IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/prices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<PricesInput>()).Try(out var input, out var error)) return error;
            return await input.Read().Then(prices => desk.Add(call, reason: null, input, (order, _, by) => order.SetPrices(prices, by), cancel));
        }, cancel);
}

/// <summary>Enters money that no provider reports: a deposit, the rest at pick-up, a transfer that stands on the bank's statement.</summary>
public sealed class EnterPayment(Gate<EnterPayment> gate, OrderDesk desk)
{
    [Function("EnterPayment"), Allow(Permission.SettleOrders)]
    [Describe("Enters a payment of an order.", Request = typeof(PaymentInput), Response = typeof(DeskOrderBody), IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/payments")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<PaymentInput>()).Then(input => input.Check())
            .Then(input => desk.Add(call, reason: null, input, (order, board, by) => order.Receive(ReceivePayment.Entered(order, input, by), board, by), cancel)), cancel);
}

public sealed class VoidPayment(Gate<VoidPayment> gate, OrderDesk desk)
{
    [Function("VoidPayment"), Allow(Permission.SettleOrders)]
    [Describe("Takes back a payment that was entered by mistake.", Request = typeof(ReasonInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/payments/{payment}/void")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<ReasonInput>()).Then(input => ReasonInput.Needed(input.Reason))
            .Then(reason => desk.Step(call, reason, body: reason, (order, _, by) => order.VoidPayment(call.Route("payment"), by), cancel)), cancel);
}

public sealed class SendRefund(Gate<SendRefund> gate, OrderDesk desk)
{
    [Function("SendRefund"), Allow(Permission.SettleOrders)]
    [Describe("Says that a refund was sent by hand.", Request = typeof(RefundSentInput), Response = typeof(DeskOrderBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/orders/{order}/refunds/{refund}/sent")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<RefundSentInput>()).Then(input => input.Check())
            .Then(input => desk.Step(call, reason: null, input, (order, _, by) => order.SendRefund(call.Route("refund"), input.From, by), cancel)), cancel);
}

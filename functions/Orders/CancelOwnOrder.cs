using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <param name="Token">Of the order; in the body, because it is the right to change something.</param>
public sealed record BuyerCancelInput(string Coop, string Token, string? Reason = null);

/// <summary>Cancels orders for their buyers, from programs and from the page of the order alike.</summary>
public sealed class BuyerCancels(OrderStore orders, TimeProvider clock)
{
    private const int MaxReason = 300;

    /// <summary>Twice is the same as once.</summary>
    internal async Task<Result<Order>> Cancel(string id, BuyerCancelInput input, CancellationToken cancel)
    {
        if (!Slug.Parse("coop", input.Coop).Try(out var coop, out var error)) return error;
        var faults = new List<FieldFault>();
        var by = new OrderActor(OrderActor.Buyer, clock.GetUtcNow(), PlainText.ReadOptional("$.reason", input.Reason, MaxReason, faults));
        if (faults.Count > 0) return FieldErrors.Invalid(faults);
        return await orders.Change(coop, id, (order, _) => Decide(order, input.Token, by), cancel);
    }

    private static Result<Order> Decide(Order order, string token, OrderActor by)
    {
        if (!order.HasToken(token)) return OrderErrors.WrongToken;
        if (order.State == OrderState.Cancelled || order.MayBuyerCancel()) return order.Cancel(by);
        return OrderErrors.NotNow(order.State, "This order can no longer be cancelled here. Call the cooperative.");
    }
}

/// <summary>Cancels an order for whoever holds its token.</summary>
public sealed class CancelOwnOrder(Gate<CancelOwnOrder> gate, BuyerCancels cancels)
{
    [Function("CancelOwnOrder"), Allow(Permission.Anyone, MaxBody = Limits.SmallBody)]
    [Describe("Cancels an order for its buyer, until it is packed; what was paid is given back. Twice is the same as once.", Request = typeof(BuyerCancelInput), Response = typeof(OrderBody), Problems = [401, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/orders/{id}/cancel")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<BuyerCancelInput>()).Then(async input =>
            (await cancels.Cancel(call.Route("id"), input, cancel)).Map(order => Reply.Ok(OrderBody.Of(order)))), cancel);
}

/// <summary>The form of the order's page.</summary>
public sealed class SendCancel(Gate<SendCancel> gate, BuyerCancels cancels)
{
    /// <remarks>It acts on the token that the form carries, and on no session.</remarks>
    [Function("SendCancel"), Allow(Permission.Anyone, MaxBody = Limits.SmallBody)]
    [Describe("Cancels an order from its page.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Status = 303, Problems = [401, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders/{id}/cancel")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await Form.Read(request, Limits.SmallBody, cancel)).Try(out var form, out var error)) return error;
            var input = new BuyerCancelInput(form["coop"], form["token"]);
            var cancelled = await cancels.Cancel(call.Route("id"), input, cancel);
            // Somebody began to pack meanwhile: the page says so.
            if (cancelled.Error?.Code == OrderErrors.StateCode && Accept.PrefersHtml(request))
                return OrderPages.Guarded(Reply.SeeOther(Pages.LanguageOf(request).Link($"/orders/{Uri.EscapeDataString(call.Route("id"))}?coop={input.Coop}&token={Uri.EscapeDataString(input.Token)}")));
            return cancelled.Map(order => OrderPages.Guarded(Reply.SeeOther(Pages.LanguageOf(request).Link(OrderPages.PathOf(order)))));
        }, cancel);
}

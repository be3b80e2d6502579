using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Privacy;
using AgriTrace.Web;
using AgriTrace.Web.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Finds an order again for a buyer who lost its link.</summary>
public sealed class OrderFinder(OrderCodes codes, BuyerStore buyers, OrderStore orders)
{
    /// <returns>One refusal for a wrong code, a wrong phone and a buyer who was erased: nobody learns which orders there are.</returns>
    public async Task<Result<Order>> Find(OrderLookup lookup, CancellationToken cancel)
    {
        foreach (var found in lookup.Normal() is { } code ? await codes.Find(code, cancel) : [])
            if (await buyers.HasPhone(found.Coop, found.Order, lookup.Phone, cancel) && await orders.Load(found.Coop, found.Order, cancel) is { Value: var order })
                return order;
        return OrderErrors.NotFoundAgain;
    }
}

public sealed class FindOrder(Gate<FindOrder> gate, OrderFinder finder)
{
    [Function("FindOrder"), Allow(Permission.Anyone, Pace = Pace.Guess, MaxBody = Limits.SmallBody)]
    [Describe("Finds an order by its code and its buyer's phone, and gives its token again. Wrong ones count as failed sign-ins do.",
        Request = typeof(OrderLookup), Response = typeof(OrderBody), Problems = [401])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/orders/find")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<OrderLookup>()).Then(async lookup =>
            (await finder.Find(lookup, cancel)).Map(order => Reply.Ok(OrderBody.Of(order) with { Token = order.Token }))), cancel);
}

public sealed class OpenFindOrder(Gate<OpenFindOrder> gate, Pages pages)
{
    [Function("OpenFindOrder"), Allow(Permission.Anyone)]
    [Describe("The form by which a buyer finds an order again.", Produces = ["text/html"], Query = ["lang"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "orders")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, _) => OrderPages.Guarded(await pages.Show(call.Request, new FindOrderView(string.Empty, string.Empty, WasWrong: false))), cancel);
}

/// <summary>The form of that page.</summary>
public sealed class SendFindOrder(Gate<SendFindOrder> gate, OrderFinder finder, Pages pages, RateLimits rates)
{
    [Function("SendFindOrder"), Allow(Permission.Anyone, Pace = Pace.Guess, MaxBody = Limits.SmallBody)]
    [Describe("Leads to an order by its code and its buyer's phone.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Status = 303, Problems = [401])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders/find")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await Form.Read(request, Limits.SmallBody, cancel)).Try(out var form, out var error)) return error;
            var lookup = new OrderLookup(form["code"], form["phone"]);
            if ((await finder.Find(lookup, cancel)).Try(out var order, out error)) return OrderPages.Guarded(Reply.SeeOther(Pages.LanguageOf(request).Link(OrderPages.PathOf(order))));
            if (!Accept.PrefersHtml(request)) return error;
            // A page is no refusal to the gate, which would have counted one.
            var counted = rates.Failed(request, error);
            return counted != error ? counted : OrderPages.Guarded(await pages.Show(call.Request, new FindOrderView(lookup.Code, lookup.Phone, WasWrong: true), StatusCodes.Status404NotFound));
        }, cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Privacy;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Privacy;

/// <summary>Who gets the goods of an order, for those who pack and bring them.</summary>
public sealed class GetBuyer(Gate<GetBuyer> gate, BuyerStore buyers, OrderStore orders)
{
    [Function("GetBuyer"), Allow(Permission.ReadBuyers, Audited = true)]
    [Describe("Shows name, phone and address of the buyer of an order, until they are erased.", Response = typeof(Buyer))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/orders/{order}/buyer")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Show(call.Coop, call.Route("order"), cancel), cancel);

    private async Task<Result<Reply>> Show(string coop, string order, CancellationToken cancel)
    {
        if (await buyers.Load(coop, order, cancel) is { } buyer) return Reply.Ok(buyer);
        return await orders.Load(coop, order, cancel) is null ? OrderErrors.NoSuchOrder : PrivacyErrors.BuyerErased;
    }
}

/// <summary>An order that is not over: its buyer is still to get goods, or an answer.</summary>
public sealed record KeptBuyer(string Code, OrderState Status);

/// <param name="Erased">Of how many orders the buyer's data went now; those that were erased before do not count.</param>
/// <param name="Kept">Of which orders it stays until they are over, so that it can be asked for again.</param>
public sealed record ErasedBody(int Erased, IReadOnlyList<KeptBuyer> Kept);

/// <summary>Erases buyers at their request. Orders, payments, books and traces stay whole: they never held the data.</summary>
public sealed class EraseBuyers(Gate<EraseBuyers> gate, BuyerStore buyers, OrderStore orders)
{
    /// <remarks>A crash or an outage midway leaves the rest, and the repeated call erases it.</remarks>
    [Function("EraseBuyers"), Allow(Permission.EraseBuyers)]
    [Describe("Erases name, phone and address of the buyer of one order, or of every order with a phone that is over; says which others were kept.", Request = typeof(BuyerErasure), Response = typeof(ErasedBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/buyers/erase")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<BuyerErasure>()).Then(body => body.Check()).Then(async wanted =>
        {
            AuditRide.About(wanted.Order is null ? "of a phone" : $"orders/{wanted.Order}");
            return (Result<Reply>)Reply.Ok(wanted.Order is { } order
                ? new ErasedBody(await buyers.Erase(call.Coop, order, cancel), [])
                : await ByPhone(call.Coop, wanted.Phone!, cancel));
        }), cancel);

    private async Task<ErasedBody> ByPhone(string coop, string phone, CancellationToken cancel)
    {
        var (erased, kept) = (0, new List<KeptBuyer>());
        foreach (var id in await buyers.OrdersOf(coop, phone, cancel))
        {
            if (await orders.Load(coop, id, cancel) is { Value: var order } && !OrderStates.IsEnded(order.State)) kept.Add(new KeptBuyer(order.Code, order.State));
            else erased += await buyers.Erase(coop, id, cancel);
        }

        return new ErasedBody(erased, kept);
    }
}

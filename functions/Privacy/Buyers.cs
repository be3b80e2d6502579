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

/// <param name="Erased">Of how many orders the buyer's data went now; those that were erased before do not count.</param>
public sealed record ErasedBody(int Erased);

/// <summary>Erases buyers at their request. Orders, payments, books and traces stay whole: they never held the data.</summary>
public sealed class EraseBuyers(Gate<EraseBuyers> gate, BuyerStore buyers)
{
    /// <remarks>A crash or an outage midway leaves the rest, and the repeated call erases it.</remarks>
    [Function("EraseBuyers"), Allow(Permission.EraseBuyers)]
    [Describe("Erases name, phone and address of the buyer of one order, or of every order with a phone.", Request = typeof(BuyerErasure), Response = typeof(ErasedBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/buyers/erase")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<BuyerErasure>()).Then(body => body.Check()).Then(async wanted =>
        {
            AuditRide.About(wanted.Order is null ? "of a phone" : $"orders/{wanted.Order}");
            var erased = wanted.Order is { } order
                ? await buyers.Erase(call.Coop, order, cancel)
                : await buyers.EraseByPhone(call.Coop, wanted.Phone!, cancel);
            return (Result<Reply>)Reply.Ok(new ErasedBody(erased));
        }), cancel);
}

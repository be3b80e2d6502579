using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Traceability.Receipts;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>Enters the price of a grade that its slip left open.</summary>
/// <remarks>Needs no <c>Idempotency-Key</c>: a price is entered once, and the same one again is a repeat.</remarks>
public sealed class SetReceiptPrice(Gate<SetReceiptPrice> gate, ReceiptStore receipts, SiteSettings site, TimeProvider clock)
{
    [Function("SetReceiptPrice"), Allow(Permission.SettlePrices)]
    [Describe("Enters the price of a grade that a weighing slip left open, once.",
        Request = typeof(ReceiptPricing), Response = typeof(ReceiptBody), IfMatch = true, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/receipts/{id}/price")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ReceiptPricing>()).Try(out var pricing, out var error)) return error;
            if (!TimedId.IsOne(call.Route("id"))) return ReceiptErrors.NoSuchReceipt;
            var priced = await receipts.Change(call.Coop, call.Route("id"), slip => Decide(call, slip, pricing), cancel);
            return priced.Map(receipt => Reply.Ok(ReceiptBody.Of(receipt, site.PublicUrl)));
        }, cancel);

    /// <summary>A repeat is answered as the first time, though it names the version from before.</summary>
    private Result<Receipt> Decide(Call call, Versioned<Receipt> slip, ReceiptPricing pricing)
    {
        if (!slip.Value.Settle(pricing, call.Caller, clock.GetUtcNow()).Try(out var after, out var error)) return error;
        var isRepeat = ReferenceEquals(after, slip.Value);
        return isRepeat || !EntityTag.IsAsked(call.Request) || EntityTag.Fits(call.Request, slip.Version) ? after : EntityTagErrors.Changed;
    }
}

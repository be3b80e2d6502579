using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <param name="Gtin">Absent where the product has none; <paramref name="Product"/> then names it.</param>
/// <param name="Hold">Why the lot is recorded and kept from sale; absent where it is not.</param>
public sealed record LotBody(string? Gtin, string? Product, string Lot, string EventId, string DigitalLink, HoldNote? Hold = null);

/// <summary>Records a lot from the field.</summary>
public sealed class RecordLot(Gate<RecordLot> gate, Harvests harvests, SiteSettings site, TimeProvider clock)
{
    [Function("RecordLot"), Allow(Permission.RecordProduction)]
    [Describe("Records a lot from the field and puts it in stock. Without a number the server gives one. One that was harvested too early after a treatment, or beyond what its plot bears, is recorded and held.",
        Request = typeof(HarvestInput), Response = typeof(LotBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/lots")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (!RecordIds.Of(call, now).Try(out var record, out var error)) return error;
            if (!(await call.Body<HarvestInput>()).Then(input => Harvest.Read(call.Coop, input, now)).Try(out var harvest, out error)) return error;
            return (await harvests.Record(call.Caller, harvest, record, cancel)).Map(recorded => Created(recorded.Lot, recorded.Event, recorded.Hold));
        }, cancel);

    private Reply Created(LotClaim lot, StoredEvent stored, Hold? hold)
    {
        var product = lot.Id.Product;
        return Reply.Created(lot.Id.Path, new LotBody(
            product.IsGtin ? product.Key : null, product.IsGtin ? null : product.Name, lot.Id.Lot, stored.Hash, lot.Id.DigitalLink(site.PublicUrl),
            HoldNote.Of(hold)));
    }
}

using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <param name="Epcis">The EPCIS 2.0 event, with its context.</param>
public sealed record EventBody(string EventId, JsonElement Epcis);

/// <summary>Records what happens to lots after the field: packed, shipped, received.</summary>
public sealed class RecordEvent(Gate<RecordEvent> gate, CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker, TimeProvider clock)
{
    [Function("RecordEvent"), Allow(Permission.RecordProduction)]
    [Describe("Records that lots were packed, shipped or received.",
        Request = typeof(StepInput), Response = typeof(EventBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (!RecordIds.Of(call, now).Try(out var record, out var error)) return error;
            if (!(await call.Body<StepInput>()).Then(input => Step.Read(call.Coop, input, now)).Try(out var step, out error)) return error;
            if (await coops.Place(call.Coop, step.Place, cancel) is not { } place) return await Unknown(call.Coop, step.Place, cancel);

            var recorded = new Recorded(call.Coop, record.Text, call.Caller.Name, call.Caller.OnBehalfOf, now);
            var stored = step.Lot is { } lot
                ? await Observe(step, lot.Lot, call.Caller, place, recorded, cancel)
                : await Pack(step, call.Caller, place, recorded, record, cancel);
            return stored.Map(one => Reply.Json(StatusCodes.Status201Created, new EventBody(one.Hash, AgriTraceJson.Read<JsonElement>(one.Json))));
        }, cancel);

    private async Task<Result<StoredEvent>> Observe(Step step, LotId lot, Caller by, Place place, Recorded recorded, CancellationToken cancel)
    {
        if (await lots.Find(lot, cancel) is not { } claim) return TraceabilityErrors.NoSuchLot;
        // One read more only where a quantity is in another unit than the lot's.
        var product = step.OtherUnitThan(claim) ? await coops.Product(recorded.Coop, lot.Product, cancel) : null;
        return await step.Observe(by, claim, product, place, recorded, maker).Then(stored => recorder.Record(stored, recorded.RecordId, cancel));
    }

    private async Task<Result<StoredEvent>> Pack(Step step, Caller by, Place place, Recorded recorded, RecordId record, CancellationToken cancel)
    {
        var (coop, first) = (recorded.Coop, record.IsFromKey ? await recorder.Find(recorded.Coop, record.Text, cancel) : null);
        if (!(await Decide(step, by, coop, record, cancel)).Try(out var packing, out var error)) return error;
        if (first is not null) return first.Hash == Made(recorded).Hash ? first : TraceabilityErrors.KeyUsed;

        var claimed = new Dictionary<LotId, string>();
        var result = await recorder.Record(coop, board => packing.Apply(board).Then(next => Claimed(next)), cancel);
        if (result.IsOk) return result;
        // The stock may have run out because this very pack, repeated without a key, has taken it. Of two at once the last claim decides.
        if (await lots.Find(packing.Made[^1].Id, cancel) is { } claim && packing.Made[^1].IsRepeatOf(claim)
            && await recorder.Find(coop, claim.RecordId, cancel) is { } earlier) return earlier;
        // Another writer took the stock after the numbers were claimed, or one number of several was taken. What is only busy is tried again.
        if (result.Error.Kind == ErrorKind.Conflict)
            foreach (var (lot, version) in claimed) await lots.Release(lot, version, cancel);
        return result;

        // Claimed only once the stock is seen to be there. A crash after it leaves numbers that are taken: the same request goes on from them.
        async Task<Result<StockChange>> Claimed(Board next)
        {
            foreach (var made in packing.Made)
            {
                var lot = made;
                if (!claimed.ContainsKey(made.Id))
                {
                    if (!(await lots.Claim(made, cancel)).Try(out var stored, out var taken)) return taken;
                    if (stored.Version is { } version) claimed.Add(made.Id, version);
                    lot = stored.Claim;
                }

                recorded = recorded with { RecordId = lot.RecordId, RecordedBy = lot.RecordedBy, OnBehalfOf = lot.OnBehalfOf };
            }

            return new StockChange(next, Made(recorded), recorded.RecordId);
        }

        StoredEvent Made(Recorded by) => maker.Transform(step.At, place, step.Inputs, step.Outputs, by);
    }

    private async Task<Result<Packing>> Decide(Step step, Caller by, string coop, RecordId record, CancellationToken cancel)
    {
        var inputs = await Task.WhenAll(step.Inputs.Select(input => lots.Find(input.Lot, cancel)));
        if (inputs.Contains(null)) return TraceabilityErrors.NoSuchLot;

        var ids = step.Inputs.Concat(step.Outputs).Select(share => share.Lot.Product).Distinct().ToArray();
        var products = await Task.WhenAll(ids.Select(id => coops.Product(coop, id, cancel)));
        var unknown = Array.IndexOf(products, null);
        return unknown >= 0
            ? CatalogueErrors.NoSuchProduct(ids[unknown].Name)
            : Packing.Decide(step, by, coop, inputs.ToDictionary(claim => claim!.Id, claim => claim!), ids.Zip(products).ToDictionary(one => one.First, one => one.Second!), record);
    }

    private async Task<Error> Unknown(string coop, string place, CancellationToken cancel) =>
        await coops.Cooperative(coop, cancel) is null ? CooperativeErrors.NoSuchCooperative(coop) : CooperativeErrors.NoSuchPlace(place);
}

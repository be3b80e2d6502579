using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
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
        gate.Run(request, async call =>
        {
            var now = clock.GetUtcNow();
            if (!RecordIds.Of(call, now).Try(out var record, out var error)) return error;
            if (!(await call.Body<StepInput>()).Then(input => Step.Read(call.Coop, input, now)).Try(out var step, out error)) return error;
            if (await coops.Place(call.Coop, step.Place, cancel) is not { } place) return await Unknown(call.Coop, "place", step.Place, cancel);

            var recorded = new Recorded(call.Coop, record.Text, Recorded.By(call.Caller), now);
            var stored = step.Lot is { } lot
                ? await Observe(step, lot.Lot, call.Caller, place, recorded, cancel)
                : await Pack(step, call.Caller, place, recorded, record, cancel);
            return stored.Map(one => Reply.Json(StatusCodes.Status201Created, new EventBody(one.Hash, AgriTraceJson.Read<JsonElement>(one.Json))));
        }, cancel);

    private async Task<Result<StoredEvent>> Observe(Step step, LotId lot, Caller by, Place place, Recorded recorded, CancellationToken cancel)
    {
        if (await lots.Find(lot, cancel) is not { } claim) return TraceabilityErrors.NoSuchLot;
        return await step.Observe(by, claim, place, recorded, maker).Then(stored => recorder.Record(stored, recorded.RecordId, change: null, cancel));
    }

    /// <remarks>A crash after the claims leaves numbers that are taken: the same request goes on from them.</remarks>
    private async Task<Result<StoredEvent>> Pack(Step step, Caller by, Place place, Recorded recorded, RecordId record, CancellationToken cancel)
    {
        if (!(await Decide(step, by, recorded.Coop, record, cancel)).Try(out var packing, out var error)) return error;
        if (record.IsFromKey && await recorder.Find(recorded.Coop, record.Text, cancel) is { } done)
            return done.Hash == maker.Transform(step.At, place, step.Inputs, step.Outputs, recorded).Hash ? done : TraceabilityErrors.KeyReused;

        // Looked at before a number is claimed, unless an earlier try has claimed it: that one may well have taken the stock.
        var board = await recorder.Board(recorded.Coop, cancel);
        if (!packing.Apply(board.Value).Try(out _, out error) && !await IsRepeat(packing.Made[0], cancel)) return error;

        foreach (var made in packing.Made)
        {
            if (!(await lots.Claim(made, cancel)).Try(out var claim, out error)) return error;
            // An earlier try of this very pack, without a key or by another hand: its event is the one to make.
            recorded = recorded with { RecordId = claim.RecordId, RecordedBy = claim.RecordedBy };
        }

        return await recorder.Record(maker.Transform(step.At, place, step.Inputs, step.Outputs, recorded), recorded.RecordId, packing.Apply, cancel, board);
    }

    private async Task<bool> IsRepeat(LotClaim made, CancellationToken cancel) => await lots.Find(made.Id, cancel) is { } first && made.IsRepeatOf(first);

    private async Task<Result<Packing>> Decide(Step step, Caller by, string coop, RecordId record, CancellationToken cancel)
    {
        var inputs = await Task.WhenAll(step.Inputs.Select(input => lots.Find(input.Lot, cancel)));
        if (inputs.Contains(null)) return TraceabilityErrors.NoSuchLot;

        var ids = step.Inputs.Concat(step.Outputs).Select(share => share.Lot.Product).Distinct().ToArray();
        var products = await Task.WhenAll(ids.Select(id => coops.Product(coop, id, cancel)));
        var unknown = Array.IndexOf(products, null);
        return unknown >= 0
            ? TraceabilityErrors.NoSuch("product", ids[unknown].Name)
            : Packing.Decide(step, by, coop, inputs.ToDictionary(claim => claim!.Id, claim => claim!), ids.Zip(products).ToDictionary(one => one.First, one => one.Second!), record);
    }

    private async Task<Error> Unknown(string coop, string kind, string id, CancellationToken cancel) =>
        await coops.Cooperative(coop, cancel) is null ? TraceabilityErrors.NoSuchCoop(coop) : TraceabilityErrors.NoSuch(kind, id);
}

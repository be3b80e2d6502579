using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Records what is seen to happen to one lot; a failed inspection keeps it from sale at once.</summary>
public sealed class ObservationRecorder(KnownPlaces places, CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker)
{
    internal async Task<Result<StoredEvent>> Record(RecordCall call, Observation seen, CancellationToken cancel)
    {
        var (here, there, lot) = (Place(call, seen.Place, cancel), Place(call, seen.To ?? seen.From, cancel), lots.Find(seen.Lot.Lot, cancel));
        await Task.WhenAll(here, there, lot);
        if ((await here).Error is { } nowhere) return nowhere;
        if ((await there).Error is { } unknown) return unknown;
        if (await lot is not { } claim) return TraceabilityErrors.NoSuchLot;

        // One read more only where a quantity is in another unit than the lot's.
        var product = seen.OtherUnitThan(claim) ? await coops.Product(call.Coop, claim.Id.Product, cancel) : null;
        if (!seen.Decide(call.By, claim, product, PlaceOf(await here), PlaceOf(await there), call.Recorded, maker).Try(out var stored, out var error)) return error;
        return seen.HoldAfter(stored, call.Recorded) is { } hold
            ? await RecordWith(hold, call, stored, cancel)
            : await recorder.Record(stored, call.Record.Text, cancel);
    }

    private async Task<Result<StoredEvent>> RecordWith(Hold hold, RecordCall call, StoredEvent stored, CancellationToken cancel) => await recorder.Record(
        call.Coop, board => Task.FromResult<Result<StockChange>>(new StockChange(board, stored, call.Record.Text) { Hold = hold }), cancel);

    /// <summary>No place at all is a good answer to no name.</summary>
    private async Task<Result<Place[]>> Place(RecordCall call, string? id, CancellationToken cancel) =>
        id is null ? Array.Empty<Place>() : (await places.Place(call.Coop, id, cancel)).Map(place => new[] { place });

    private static Place? PlaceOf(Result<Place[]> found) => found.Value.FirstOrDefault();
}

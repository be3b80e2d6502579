using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Records that lots became others: claims their numbers, moves the stock, and tells it as an event.</summary>
public sealed class MakingRecorder(KnownPlaces places, CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker)
{
    internal async Task<Result<StoredEvent>> Record(RecordCall call, Making making, CancellationToken cancel)
    {
        if (!(await places.Place(call.Coop, making.Place, cancel)).Try(out var place, out var error)) return error;
        var first = call.Record.IsFromKey ? await recorder.Find(call.Coop, call.Record.Text, cancel) : null;
        if (!(await Decide(call, making, cancel)).Try(out var packing, out error)) return error;
        if (first is not null) return first.Hash == maker.Making(making, place, call.Recorded).Hash ? first : TraceabilityErrors.KeyUsed;

        var claimed = new Dictionary<LotId, string>();
        var result = await recorder.Record(call.Coop, board => packing.Apply(board).Then(next => Claimed(call.Recorded, making, packing, place, next, claimed, cancel)), cancel);
        if (result.IsOk) return result;
        // The stock may have run out because this very record, repeated without a key, has taken it. Of two at once the last claim decides.
        if (await lots.Find(packing.Made[^1].Id, cancel) is { } claim && packing.Made[^1].IsRepeatOf(claim)
            && await recorder.Find(call.Coop, claim.RecordId, cancel) is { } earlier) return earlier;
        // Another writer took the stock after the numbers were claimed, or one number of several was taken. What is only busy is tried again.
        if (result.Error.Kind == ErrorKind.Conflict)
            foreach (var (lot, version) in claimed) await lots.Release(lot, version, cancel);
        return result;
    }

    /// <summary>Claims the numbers only once the stock is seen to be there. A crash after it leaves numbers that are taken: the same request goes on from them.</summary>
    /// <param name="claimed">Takes what this call has claimed, with the version that takes it back.</param>
    private async Task<Result<StockChange>> Claimed(
        Recorded recorded, Making making, Packing packing, Place place, Board next, Dictionary<LotId, string> claimed, CancellationToken cancel)
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

        var told = maker.Making(making, place, recorded);
        return new StockChange(next, told, recorded.RecordId) { Hold = packing.HoldFor(told.Hash, recorded.Now) };
    }

    private async Task<Result<Packing>> Decide(RecordCall call, Making making, CancellationToken cancel)
    {
        var inputs = await Task.WhenAll(making.Inputs.Select(input => lots.Find(input.Lot, cancel)));
        if (inputs.Contains(null)) return TraceabilityErrors.NoSuchLot;

        var ids = making.Inputs.Concat(making.Outputs).Select(share => share.Lot.Product).Distinct().ToArray();
        var products = await Task.WhenAll(ids.Select(id => coops.Product(call.Coop, id, cancel)));
        var unknown = Array.IndexOf(products, null);
        return unknown >= 0
            ? CatalogueErrors.NoSuchProduct(ids[unknown].Name)
            : Packing.Decide(
                making, call.By, call.Coop, inputs.ToDictionary(claim => claim!.Id, claim => claim!), ids.Zip(products).ToDictionary(one => one.First, one => one.Second!), call.Record);
    }
}

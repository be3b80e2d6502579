using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Records which lots are on a pallet or in a crate. That moves no stock.</summary>
public sealed class UnitRecorder(KnownPlaces places, CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker)
{
    internal async Task<Result<StoredEvent>> Record(RecordCall call, Unitising unitising, CancellationToken cancel)
    {
        if (!(await places.Place(call.Coop, unitising.Place, cancel)).Try(out var place, out var error)) return error;
        var found = await Task.WhenAll(unitising.Lots.Select(share => lots.Find(share.Lot, cancel)));
        if (found.Contains(null)) return TraceabilityErrors.NoSuchLot;

        var claims = found.ToDictionary(claim => claim!.Id, claim => claim!);
        var products = await Products(call.Coop, unitising, claims, cancel);
        return await unitising.Decide(call.By, claims, products, place, call.Recorded, maker).Then(stored => recorder.Record(stored, call.Record.Text, cancel));
    }

    /// <summary>Of those lots whose quantity is in another unit than their own.</summary>
    private async Task<Dictionary<ProductId, Product>> Products(string coop, Unitising unitising, Dictionary<LotId, LotClaim> claims, CancellationToken cancel)
    {
        var ids = unitising.Lots.Where(share => share.Quantity!.Unit != claims[share.Lot].Unit).Select(share => share.Lot.Product).Distinct();
        var products = await Task.WhenAll(ids.Select(id => coops.Product(coop, id, cancel)));
        return products.OfType<Product>().ToDictionary(product => product.Id);
    }
}

using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>Counts scans. Those that come at the same time share their writes: a flood of one lot costs two calls for each group of them.</summary>
public sealed class ScanCounter(LotScans lots, ItemScans items, TimeProvider clock)
{
    private readonly SharedWrites<LotAndDay, Scan> ofLots = new(lots.Count, clock);
    private readonly SharedWrites<ItemId, Scan> ofItems = new(items.Count, clock);

    /// <summary>Ends when the scan is in each of its rows. One that came before changes nothing.</summary>
    public async Task Count(Scan scan, CancellationToken cancel)
    {
        var ofLot = ofLots.Add(new LotAndDay(scan.Lot, Period.DayOf(scan.At)), scan);
        var ofItem = scan is { Kind: ScanKind.Item, Serial: { } serial } ? ofItems.Add(new ItemId(scan.Lot, serial), scan) : Task.CompletedTask;
        await Task.WhenAll(ofLot, ofItem).WaitAsync(cancel);
    }
}

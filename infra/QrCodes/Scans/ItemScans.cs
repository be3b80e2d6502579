using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>How often items were scanned, a partition each.</summary>
public sealed class ItemScans(StorageAccount storage, LotStore lots, ScanAlerts alerts, ScanRetention retention)
{
    private const string SoldAt = "SoldAt";

    private readonly TableClient table = storage.Table(TableNames.Scans);

    /// <summary>What is known of an item: one point read.</summary>
    /// <returns>Null where nobody has scanned it.</returns>
    public async Task<ItemHistory?> Find(LotId lot, string serial, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(new ItemId(lot, serial)), ScanRows.ItemRow, cancellationToken: cancel);
        return row.HasValue && TallyOf(row.Value) is { Scans: > 0 } tally ? ItemHistory.Of(tally) : null;
    }

    /// <summary>Counts scans of one item, each once.</summary>
    /// <remarks>As <see cref="LotScans.Count"/>: a crash between row and alerts is made good by the messages that come again.</remarks>
    /// <exception cref="InvalidOperationException">The lot is not there: a bug, for the poison queue.</exception>
    internal async Task Count(ItemId item, IReadOnlyList<Scan> scans, CancellationToken cancel)
    {
        var claim = await lots.Find(item.Lot, cancel) ?? throw new InvalidOperationException($"{item.Lot} has no claim.");
        var partition = PartitionOf(item);
        var (before, after) = (ItemTally.None, ItemTally.None);
        await table.Change(partition, ScanRows.ItemRow, async found =>
        {
            (before, var sold) = (TallyOf(found), found?.GetDateTimeOffset(SoldAt));
            after = scans.Aggregate(before, (tally, scan) => tally.With(scan, claim.ExpiresOn, sold));
            if (ReferenceEquals(after, before)) return null;
            if (before.Scans == 0) await retention.Note(Period.DayOf(after.FirstAt), partition, cancel);
            return Row(partition, after, sold);
        }, cancel);
        var isRepeat = scans.Any(before.Has);
        foreach (var cause in after.Alerts.Keys.Where(cause => isRepeat || !before.Alerts.ContainsKey(cause)))
            await alerts.Raise(ScanAlert.Of(claim.Coop, item.Lot, item.Serial, after, cause), cancel);
    }

    /// <summary>Notes when an item was sold; the first word counts, and doing it again changes nothing.</summary>
    internal Task MarkSold(SoldItem sold, CancellationToken cancel)
    {
        var partition = ScanRows.OfItem($"{sold.Product.Key}|{sold.Serial}");
        return table.Change(partition, ScanRows.ItemRow, async found =>
        {
            if (found?.GetDateTimeOffset(SoldAt) is not null) return null;
            if (found is null) await retention.Note(Period.DayOf(sold.At), partition, cancel);
            return Row(partition, TallyOf(found), sold.At);
        }, cancel);
    }

    private static TableEntity Row(string partition, ItemTally tally, DateTimeOffset? sold) => new TableEntity(partition, ScanRows.ItemRow) { [SoldAt] = sold?.ToUniversalTime() }.WithJson(tally);

    private static ItemTally TallyOf(TableEntity? row) => row?.Json<ItemTally>() ?? ItemTally.None;

    private static string PartitionOf(ItemId item) => ScanRows.OfItem(item.Key);
}

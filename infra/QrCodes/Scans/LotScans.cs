using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>A lot on one day.</summary>
internal sealed record LotAndDay(LotId Lot, DateOnly Day);

/// <summary>How often lots were scanned, a row a lot and day.</summary>
public sealed class LotScans(StorageAccount storage, LotStore lots, ScanAlerts alerts, ScanRetention retention)
{
    private readonly TableClient table = storage.Table(TableNames.Scans);

    /// <summary>The days on which it was scanned, in their order: one range.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, LotDay Scans)>> Read(LotId lot, Period period, CancellationToken cancel)
    {
        var (from, to) = (ScanRows.RowOf(period.From), ScanRows.RowOf(period.To));
        var found = new List<(DateOnly, LotDay)>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ScanRows.Partition(lot)} and RowKey ge {from} and RowKey le {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel)) found.Add((ScanRows.DayOf(row.RowKey), row.Json<LotDay>()));
        return found;
    }

    /// <summary>Counts scans of one lot and day, each once.</summary>
    /// <remarks>A crash between row and alert brings the messages back; the row knows them and what it was to tell, and the alert is raised then.</remarks>
    internal async Task Count(LotAndDay key, IReadOnlyList<Scan> scans, CancellationToken cancel)
    {
        var (partition, row) = (ScanRows.Partition(key.Lot), ScanRows.RowOf(key.Day));
        var (before, after) = (LotDay.None, LotDay.None);
        await table.Change(partition, row, async found =>
        {
            if (found is null) await retention.Note(key.Day, partition, cancel);
            before = found?.Json<LotDay>() ?? LotDay.None;
            after = scans.Aggregate(before, (day, scan) => day.With(scan));
            return ReferenceEquals(after, before) ? null : new TableEntity(partition, row).WithJson(after);
        }, cancel);
        if (after.AlertedAt is not { } at || (before.AlertedAt is not null && !scans.Any(before.Has))) return;
        if (await lots.Find(key.Lot, cancel) is { } claim) await alerts.Raise(ScanAlert.OfForged(claim.Coop, key.Lot, after, at), cancel);
    }
}

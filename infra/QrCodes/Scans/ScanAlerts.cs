using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ScanAlertPage(IReadOnlyList<Versioned<ScanAlert>> Items, string? Next);

/// <summary>The alerts of cooperatives, a partition each, the newest first.</summary>
public sealed class ScanAlerts(StorageAccount storage)
{
    private const string Prefix = "alerts|";
    private const string Lot = "Lot";

    private readonly TableClient table = storage.Table(TableNames.Scans);

    /// <summary>Puts an alert into the list. Raising it again does nothing, whatever was said of it meanwhile.</summary>
    internal async Task Raise(ScanAlert alert, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(RowOf(alert), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
        }
    }

    /// <summary>One point read.</summary>
    public Task<Versioned<ScanAlert>?> Find(string coop, string id, CancellationToken cancel) => table.Find<ScanAlert>(Prefix + coop, id, cancel);

    /// <summary>One range.</summary>
    /// <param name="lot">Null for all lots.</param>
    public async Task<ScanAlertPage> Page(string coop, LotId? lot, ScanAlertQuery query, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Prefix + coop} and RowKey gt {query.After ?? string.Empty}");
        if (lot is not null) filter += " and " + TableClient.CreateQueryFilter($"Lot eq {lot.Key}");
        var found = new List<Versioned<ScanAlert>>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, query.Take + 1, cancellationToken: cancel))
        {
            if (found.Count == query.Take) return new ScanAlertPage(found, found[^1].Value.Id);
            found.Add(new Versioned<ScanAlert>(row.Json<ScanAlert>(), row.ETag.ToString()));
        }

        return new ScanAlertPage(found, Next: null);
    }

    /// <returns>The new version; null when another writer came first.</returns>
    public async Task<string?> Save(ScanAlert alert, string version, CancellationToken cancel)
    {
        try
        {
            return (await table.UpdateEntityAsync(RowOf(alert), new ETag(version), TableUpdateMode.Replace, cancel)).Headers.ETag?.ToString();
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return null;
        }
    }

    private static TableEntity RowOf(ScanAlert alert) => new TableEntity(Prefix + alert.Coop, alert.Id) { [Lot] = alert.Lot.Key }.WithJson(alert);
}

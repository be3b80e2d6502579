using System.Globalization;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Reconciliation;

/// <summary>Orders by cooperative and month, for the books: a table of its own, fed from queue messages.</summary>
public sealed class OrderList(StorageAccount storage)
{
    private readonly TableClient table = storage.Table(TableNames.OrdersByDay);

    /// <summary>Writes an entry unless a later revision stands there already. Repeating it is harmless.</summary>
    public async Task Put(string coop, OrderEntry entry, CancellationToken cancel)
    {
        var row = new TableEntity(PartitionOf(coop, Period.DayOf(entry.PlacedAt)), KeyText.Of(entry.Id)) { ["Revision"] = entry.Revision }.WithJson(entry);
        while (!await TryPut(row, entry.Revision, cancel))
        {
            // Another worker wrote in between; the later revision wins, whoever is faster.
        }
    }

    /// <summary>All orders placed in a period, oldest first: one range read a month.</summary>
    public async Task<IReadOnlyList<OrderEntry>> Read(string coop, Period period, CancellationToken cancel)
    {
        var entries = new List<OrderEntry>();
        foreach (var month in period.Months())
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(coop, month)}");
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
                if (row.Json<OrderEntry>() is var entry && period.Covers(entry.PlacedAt))
                    entries.Add(entry);
        }

        return [.. entries.OrderBy(entry => entry.PlacedAt)];
    }

    private async Task<bool> TryPut(TableEntity row, int revision, CancellationToken cancel)
    {
        try
        {
            var known = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, ["Revision"], cancel);
            if (!known.HasValue) await table.AddEntityAsync(row, cancel);
            else if (known.Value!.GetInt32("Revision") < revision) await table.UpdateEntityAsync(row, known.Value.ETag, TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged())
        {
            return false;
        }
    }

    private static string PartitionOf(string coop, DateOnly day) => $"{coop}|{day.ToString("yyyyMM", CultureInfo.InvariantCulture)}";
}

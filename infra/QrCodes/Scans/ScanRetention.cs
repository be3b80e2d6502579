using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>Forgets scans when they are old. A partition a day names what began on it, so that nobody has to look through the table.</summary>
public sealed class ScanRetention(StorageAccount storage)
{
    /// <summary>A year, and a month to look back beyond it.</summary>
    public const int DaysKept = 400;

    private const string Prefix = "kept|";

    private readonly TableClient table = storage.Table(TableNames.Scans);

    /// <summary>Notes a row that will be old one day; before it is written, so that a crash in between leaves a note too many.</summary>
    internal Task Note(DateOnly day, string partition, CancellationToken cancel) =>
        table.UpsertEntityAsync(new TableEntity(PartitionOf(day), partition) { ["V"] = 1 }, TableUpdateMode.Replace, cancel);

    /// <summary>Deletes what is older than <see cref="DaysKept"/>. What a crash or the bound of a run leaves is deleted by the next.</summary>
    /// <param name="most">Rows that one run looks at.</param>
    public async Task DeleteOld(DateTimeOffset now, int most, CancellationToken cancel)
    {
        var oldest = Period.DayOf(now).AddDays(-DaysKept);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {Prefix} and PartitionKey lt {PartitionOf(oldest)}");
        var looked = 0;
        await foreach (var note in table.QueryAsync<TableEntity>(filter, Math.Min(most, TableLimits.MaxRowsAtOnce), ["PartitionKey", "RowKey"], cancel))
        {
            if (++looked > most) return;
            var day = ScanRows.DayOf(note.PartitionKey[Prefix.Length..]);
            if (note.RowKey.StartsWith(ScanRows.LotPrefix, StringComparison.Ordinal)) await table.DeleteEntityAsync(note.RowKey, ScanRows.RowOf(day), ETag.All, cancel);
            else if (!await Forget(note.RowKey, oldest, cancel)) continue;
            await table.DeleteEntityAsync(note.PartitionKey, note.RowKey, ETag.All, cancel);
        }
    }

    /// <summary>Deletes an item that nobody scanned since, or notes it under the day of its last scan.</summary>
    /// <returns>False where it was scanned at this moment: the next run looks again.</returns>
    private async Task<bool> Forget(string partition, DateOnly oldest, CancellationToken cancel)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, ScanRows.ItemRow, cancellationToken: cancel);
        if (!found.HasValue || found.Value is not { } row) return true;
        var last = Period.DayOf(row.Json<ItemTally>().LastAt);
        if (last >= oldest)
        {
            await Note(last, partition, cancel);
            return true;
        }

        try
        {
            await table.DeleteEntityAsync(partition, ScanRows.ItemRow, row.ETag, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged())
        {
            return false;
        }
    }

    private static string PartitionOf(DateOnly day) => Prefix + ScanRows.RowOf(day);
}

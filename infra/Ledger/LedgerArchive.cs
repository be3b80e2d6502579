using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Ledger;

/// <summary>Moves the transfers of closed days out of the open trade, so that its partition stays small and fast.</summary>
public sealed class LedgerArchive(StorageAccount storage, LedgerStore ledger, TimeProvider clock)
{
    /// <summary>A transaction holds 4 MiB, in which the storage client needs up to six bytes for a character.</summary>
    private const int MaxCharacters = 600_000;

    private readonly TableClient trade = storage.Table(TableNames.Trade);
    private readonly TableClient closed = storage.Table(TableNames.Ledger);

    /// <summary>Moves what may be moved, at most so many at once; the next run goes on.</summary>
    /// <returns>How many.</returns>
    /// <remarks>
    /// Copies before it deletes, and a copy is written over without harm: a crash in between leaves transfers in both places, which readers
    /// count once, and the next run deletes. Nothing is posted to a closed day, so nothing comes after.
    /// </remarks>
    public async Task<int> Move(string coop, int most, CancellationToken cancel)
    {
        if (await ledger.ClosedThrough(coop, cancel) is not { } day) return 0;
        await ledger.TakeSnapshot(coop, day, cancel);
        var (rows, end) = (new List<TableEntity>(), LedgerRows.DayPrefix(day.AddDays(1)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey ge {LedgerRows.Prefix} and RowKey lt {end}");
        await foreach (var row in trade.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
        {
            rows.Add(row);
            if (rows.Count == most) break;
        }

        foreach (var month in rows.GroupBy(row => LedgerRows.MonthOf(coop, row.Json<Transfer>().Day)))
            foreach (var batch in Batches(month)) await Move(batch, month.Key, cancel);
        return rows.Count;
    }

    /// <summary>Moves the ids that people posted under on closed days of long ago, where a repeat still finds them.</summary>
    /// <returns>How many.</returns>
    /// <remarks>
    /// As with the transfers, a crash leaves some in both places. A repeat in the moment in which its id moves could miss it in both; that is
    /// why only those move that nobody repeats by a bad line any more.
    /// </remarks>
    public async Task<int> MoveKeys(string coop, int most, CancellationToken cancel)
    {
        if (await ledger.ClosedThrough(coop, cancel) is not { } last) return 0;
        if (Period.DayOf(clock.GetUtcNow() - OrderEnd.Kept) is var old && old < last) last = old;
        var rows = new List<TableEntity>();
        await foreach (var row in trade.QueryAsync<TableEntity>(TableReads.RangeOf(coop, PostedKeys.Prefix), cancellationToken: cancel))
        {
            if (row.Json<Posted>().Day <= last) rows.Add(row);
            if (rows.Count == most) break;
        }

        foreach (var batch in Batches(rows)) await Move(batch, coop, cancel);
        return rows.Count;
    }

    /// <param name="to">The partition.</param>
    private async Task Move(List<TableEntity> rows, string to, CancellationToken cancel)
    {
        await closed.SubmitTransactionAsync(
            rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(to, row.RowKey).WithJson(row.JsonText()))), cancel);
        try
        {
            await trade.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            // Another run deleted some of them; the next one finds the rest.
        }
    }

    private static IEnumerable<List<TableEntity>> Batches(IEnumerable<TableEntity> rows)
    {
        var (batch, length) = (new List<TableEntity>(), 0);
        foreach (var row in rows)
        {
            var more = row.JsonText().Length;
            if (batch.Count == TableLimits.MaxEntitiesPerTransaction || (batch.Count > 0 && length + more > MaxCharacters))
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch.Add(row);
            length += more;
        }

        if (batch.Count > 0) yield return batch;
    }
}

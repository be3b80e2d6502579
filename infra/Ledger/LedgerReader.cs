using System.Runtime.CompilerServices;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Ledger;

/// <summary>Reads the books, wherever their transfers lie by now: among the open trade, or with the closed months.</summary>
public sealed class LedgerReader(StorageAccount storage, Snapshots snapshots)
{
    private readonly TableClient trade = storage.Table(TableNames.Trade);
    private readonly TableClient closed = storage.Table(TableNames.Ledger);

    /// <summary>One point read, or two.</summary>
    public async Task<Transfer?> Find(string coop, DateOnly day, string id, CancellationToken cancel)
    {
        var key = LedgerRows.KeyOf(day, id);
        return (await trade.Find<Transfer>(coop, key, cancel) ?? await closed.Find<Transfer>(LedgerRows.MonthOf(coop, day), key, cancel))?.Value;
    }

    /// <summary>What is on all accounts at the end of a day: the snapshot before it, and what was posted since.</summary>
    public async Task<Balances> At(string coop, DateOnly day, CancellationToken cancel)
    {
        var (balances, from) = await snapshots.Latest(coop, day, cancel) is { } known ? (known.Balances, known.Day.AddDays(1)) : (new Balances(), DateOnly.MinValue);
        return from > day ? balances : await Sum(balances, coop, from, day, cancel);
    }

    /// <summary>The same from the very first transfer, which proves the snapshots.</summary>
    public Task<Balances> FromZero(string coop, DateOnly day, CancellationToken cancel) => Sum(new Balances(), coop, DateOnly.MinValue, day, cancel);

    /// <summary>In the order of day, time and id; a month at a time.</summary>
    public async IAsyncEnumerable<Transfer> InOrder(string coop, Period period, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var month in period.Months())
        {
            var (from, to) = (month < period.From ? period.From : month, month.AddMonths(1).AddDays(-1) > period.To ? period.To : month.AddMonths(1).AddDays(-1));
            var transfers = new List<Transfer>();
            await foreach (var transfer in Between(coop, from, to, cancel)) transfers.Add(transfer);
            foreach (var transfer in transfers.OrderBy(one => one.Day).ThenBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal)) yield return transfer;
        }
    }

    private async Task<Balances> Sum(Balances balances, string coop, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        await foreach (var transfer in Between(coop, from, to, cancel)) balances.Add(Balances.Of(transfer.Postings));
        return balances;
    }

    /// <summary>
    /// Each transfer once, in no order. The open trade comes first: what moves meanwhile is copied before it leaves there, so it is found in
    /// one place at least.
    /// </summary>
    private async IAsyncEnumerable<Transfer> Between(string coop, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (first, end) = (LedgerRows.DayPrefix(from), LedgerRows.DayPrefix(to)[..^1] + (char)('|' + 1));
        var open = TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey ge {first} and RowKey lt {end}");
        await foreach (var row in trade.QueryAsync<TableEntity>(open, cancellationToken: cancel))
            if (seen.Add(row.RowKey))
                yield return row.Json<Transfer>();

        var (month, last) = (LedgerRows.MonthOf(coop, from), LedgerRows.MonthOf(coop, to));
        var moved = TableClient.CreateQueryFilter($"PartitionKey ge {month} and PartitionKey le {last} and RowKey ge {first} and RowKey lt {end}");
        await foreach (var row in closed.QueryAsync<TableEntity>(moved, cancellationToken: cancel))
            if (seen.Add(row.RowKey))
                yield return row.Json<Transfer>();
    }
}

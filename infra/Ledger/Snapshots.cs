using System.Globalization;
using AgriTrace.Domain.Ledger;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Ledger;

/// <param name="Balances">At the end of <paramref name="Day"/>, which is closed.</param>
public sealed record Snapshot(DateOnly Day, Balances Balances);

/// <summary>What was on the accounts at the end of closed days, so that nobody has to add up the books from their beginning.</summary>
public sealed class Snapshots(StorageAccount storage)
{
    private const string Prefix = "snapshot|";

    /// <summary>Of one row: some 100,000 characters.</summary>
    private const int MaxPostings = 1_000;

    /// <summary>In the keys the latest day comes first, since a table is read forwards.</summary>
    private const int AfterAll = 99_999_999;

    private readonly TableClient table = storage.Table(TableNames.Ledger);

    /// <summary>The latest that is not after a day; null where there is none. One range read.</summary>
    public async Task<Snapshot?> Latest(string coop, DateOnly day, CancellationToken cancel)
    {
        Snapshot? found = null;
        var (first, end) = (KeyOf(day), Prefix[..^1] + (char)('|' + 1));
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey ge {first} and RowKey lt {end}"), cancellationToken: cancel))
        {
            var part = row.Json<SnapshotPart>();
            if (found is not null && found.Day != part.Day) break;
            found ??= new Snapshot(part.Day, new Balances());
            found.Balances.Add(Balances.Of(part.Postings));
        }

        return found;
    }

    /// <summary>One transaction. Doing it again writes the same, since what it is made of changes no more.</summary>
    /// <exception cref="InvalidOperationException">There are more accounts with something on them than the platform is made for.</exception>
    public async Task Keep(string coop, Snapshot snapshot, CancellationToken cancel)
    {
        var parts = snapshot.Balances.Postings().Chunk(MaxPostings).DefaultIfEmpty([]).ToArray();
        // What the 4 MiB of a transaction hold.
        if (parts.Length > 16) throw new InvalidOperationException($"The snapshot of {coop} has {parts.Length} parts.");
        await table.SubmitTransactionAsync(
            parts.Select((part, index) => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(coop, string.Create(CultureInfo.InvariantCulture, $"{KeyOf(snapshot.Day)}{index:D3}")).WithJson(new SnapshotPart(snapshot.Day, part)))),
            cancel);
    }

    private static string KeyOf(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{AfterAll - ((((day.Year * 100) + day.Month) * 100) + day.Day):D8}|");

    /// <summary>A row.</summary>
    private sealed record SnapshotPart(DateOnly Day, IReadOnlyList<Posting> Postings);
}

using System.Diagnostics;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Bench;

/// <summary>
/// The yardstick of orders: the transaction that one order is, with rows as the house writes them, and nothing else: no read, no decision, no
/// message. One after another is the best that can be done on one board without committing orders together.
/// </summary>
internal sealed class BareOrders(TableClient table, TableEntity[] sample)
{
    private const int MaxRows = 100;

    private readonly string partition = "bare-" + Guid.NewGuid().ToString("N")[..12];
    private int conflicts;

    /// <summary>Attempts of <see cref="InParallel"/> that somebody else spoiled.</summary>
    public int Conflicts => conflicts;

    public async Task Begin(int rows)
    {
        await table.AddEntityAsync(Row(sample[2], "board"));
        await Fill(table, partition, sample, rows);
    }

    /// <summary>Adds rows as orders leave them.</summary>
    public static async Task Fill(TableClient table, string partition, TableEntity[] sample, int rows)
    {
        foreach (var some in Enumerable.Range(0, rows).Chunk(MaxRows))
            await table.SubmitTransactionAsync(some.Select(number => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity(sample[number % 2]) { PartitionKey = partition, RowKey = KeyOf(number % 2 == 0 ? "order|" : "buyer|") })));
    }

    /// <summary>Knows the version of the board from the transaction before.</summary>
    /// <returns>Milliseconds.</returns>
    public async Task<double> OneAfterAnother(int orders)
    {
        var version = (await table.GetEntityAsync<TableEntity>(partition, "board")).Value.ETag;
        var begun = Stopwatch.GetTimestamp();
        for (var order = 0; order < orders; order++) version = await Submit(version);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    /// <summary>Writers that each read the board, and begin again when another was faster.</summary>
    /// <returns>Milliseconds.</returns>
    public async Task<double> InParallel(int orders, int writers)
    {
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, orders, new ParallelOptions { MaxDegreeOfParallelism = writers }, async (_, stop) =>
        {
            while (!await TryOne()) await Task.Delay(Random.Shared.Next(5, 40), stop);
        });
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private async Task<bool> TryOne()
    {
        try
        {
            await Submit((await table.GetEntityAsync<TableEntity>(partition, "board")).Value.ETag);
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == 412)
        {
            Interlocked.Increment(ref conflicts);
            return false;
        }
    }

    private async Task<ETag> Submit(ETag version)
    {
        var outbox = new TableEntity(partition, KeyOf("outbox|"))
        {
            ["Queue"] = "changed-orders",
            ["Body"] = new string('x', 80),
            ["DelaySeconds"] = 0L,
            ["CreatedAt"] = TimeProvider.System.GetUtcNow(),
            ["V"] = 1,
        };
        var done = await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row(sample[0], KeyOf("order|"))), new(TableTransactionActionType.Add, Row(sample[1], KeyOf("buyer|"))),
            new(TableTransactionActionType.Add, outbox), new(TableTransactionActionType.UpdateReplace, Row(sample[2], "board"), version),
        ]);
        return done.Value[^1].Headers.ETag!.Value;
    }

    private TableEntity Row(TableEntity like, string key) => new(like) { PartitionKey = partition, RowKey = key };

    private static string KeyOf(string prefix) => prefix + Guid.NewGuid().ToString("N")[..26];
}

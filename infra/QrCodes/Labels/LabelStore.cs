using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record LabelBatchPage(IReadOnlyList<LabelBatch> Items, string? Next);

/// <summary>Print runs by cooperative, and the serial numbers of each product.</summary>
public sealed class LabelStore(StorageAccount storage)
{
    private const string Batches = "batch|", Keys = "key|", Runs = "run|", Counter = "next", Next = "Next", First = "First", Id = "Id";
    private const int MaxTries = 20;

    private readonly TableClient table = storage.Table(TableNames.Labels);

    /// <summary>Keeps a print run under the key of its request, once: one transaction.</summary>
    /// <returns>What is kept: this one, or that of an earlier try. <see cref="LabelErrors.KeyUsed"/> where the key belongs to another.</returns>
    public async Task<Result<LabelBatch>> Add(LabelBatch batch, string key, CancellationToken cancel)
    {
        var partition = PartitionOf(batch.Coop);
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, new TableEntity(partition, KeyRow(key)) { [Id] = batch.Id, ["V"] = 1 }),
                    new(TableTransactionActionType.Add, new TableEntity(partition, RowOf(batch.Id)).WithJson(batch)),
                ],
                cancel);
            return batch;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return await ByKey(batch.Coop, key, cancel) is { } first && first.Content == batch.Content ? first : LabelErrors.KeyUsed;
        }
    }

    /// <summary>The print run that a request of this key has made; null for a new key, which costs one point read.</summary>
    public async Task<LabelBatch?> ByKey(string coop, string key, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(coop), KeyRow(key), cancellationToken: cancel);
        return row.HasValue ? await Find(coop, row.Value!.GetGuid(Id)!.Value, cancel) : null;
    }

    /// <summary>One point read.</summary>
    public async Task<LabelBatch?> Find(string coop, Guid id, CancellationToken cancel) =>
        (await table.Find<LabelBatch>(PartitionOf(coop), RowOf(id), cancel))?.Value;

    /// <summary>The newest first: one range.</summary>
    /// <param name="after">The id of the last one of the page before.</param>
    public async Task<LabelBatchPage> Page(string coop, int count, Guid? after, CancellationToken cancel)
    {
        var (start, end) = (after is { } last ? RowOf(last) : Batches, Batches[..^1] + (char)(Batches[^1] + 1));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(coop)} and RowKey gt {start} and RowKey lt {end}");
        var found = new List<LabelBatch>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, count + 1, cancellationToken: cancel))
        {
            if (found.Count == count) return new LabelBatchPage(found, found[^1].Id.ToString("N"));
            found.Add(row.Json<LabelBatch>());
        }

        return new LabelBatchPage(found, Next: null);
    }

    /// <summary>Takes the serial numbers of a print run, once: whoever asks again is told the same ones.</summary>
    /// <returns>The first of them.</returns>
    /// <remarks>
    /// The counter of the product and the row of the run are one transaction over the counter as it was read: no number is given twice,
    /// and a crash leaves either both or neither.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The product has no numbers left, or others were faster again and again.</exception>
    public async Task<long> TakeNumbers(LabelBatch batch, CancellationToken cancel)
    {
        var (partition, run) = (KeyText.Of(batch.Lot.Product.Key), Runs + batch.Id.ToString("N"));
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var taken = await table.GetEntityIfExistsAsync<TableEntity>(partition, run, cancellationToken: cancel);
            if (taken.HasValue) return taken.Value!.GetInt64(First)!.Value;
            var counter = await table.GetEntityIfExistsAsync<TableEntity>(partition, Counter, cancellationToken: cancel);
            var first = counter.HasValue ? counter.Value!.GetInt64(Next)!.Value : 0;
            // Of both kinds: a product has one row of numbers, and each is used once.
            if (first + batch.Count > SerialCodec.ReadableCounters) throw new InvalidOperationException($"Product {batch.Lot.Product} has no serial numbers left.");

            var row = new TableEntity(partition, run) { [First] = first, ["Count"] = batch.Count, ["Coop"] = batch.Coop, ["Lot"] = batch.Lot.Lot, ["V"] = 1 };
            var next = new TableEntity(partition, Counter) { [Next] = first + batch.Count, ["V"] = 1 };
            if (await TryTake(row, next, counter.HasValue ? counter.Value!.ETag : null, cancel)) return first;
            await Task.Delay(Random.Shared.Next(10 * attempt), cancel);
        }

        throw new InvalidOperationException($"Print run {batch.Id} was overtaken {MaxTries} times.");
    }

    private async Task<bool> TryTake(TableEntity run, TableEntity next, ETag? over, CancellationToken cancel)
    {
        var count = over is { } version
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, version)
            : new TableTransactionAction(TableTransactionActionType.Add, next);
        try
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, run), count], cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    /// <summary>No product's partition: a key text has no bar.</summary>
    private static string PartitionOf(string coop) => $"coop|{coop}";

    private static string KeyRow(string key) => Keys + Convert.ToHexStringLower(Ids.Hash("print run", key));

    /// <summary>An id whose order is that of time backwards, since a table is read forwards.</summary>
    private static string RowOf(Guid id) =>
        Batches + (UInt128.MaxValue - UInt128.Parse(id.ToString("N"), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString("x32", CultureInfo.InvariantCulture);
}

using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace AgriTrace.Infra.Traceability;

/// <summary>All that is left to do when a job is decided.</summary>
public sealed record CaptureWork(CaptureJob Job, IReadOnlyList<StoredEvent> Events);

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record CapturePage(IReadOnlyList<CaptureJob> Jobs, string? Next);

/// <summary>Capture jobs, and the work of those that are not done.</summary>
public sealed class CaptureStore(StorageAccount storage)
{
    /// <summary>In characters.</summary>
    private const int MaxRow = 300_000, MaxFault = 1_000;

    private readonly TableClient table = storage.Table(TableNames.Captures);
    private readonly BlobContainerClient container = storage.Blobs.GetBlobContainerClient(ContainerNames.Events);

    /// <summary>Writes down how a job began; does nothing where somebody has written how it ended.</summary>
    public async Task Begin(CaptureJob job, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(RowOf(job), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
        }
    }

    /// <summary>Writes down how a job ended.</summary>
    public Task End(CaptureJob job, CancellationToken cancel) => table.UpsertEntityAsync(RowOf(job), TableUpdateMode.Replace, cancel);

    public async Task<CaptureJob?> Find(string coop, Guid id, CancellationToken cancel) =>
        (await table.Find<CaptureJob>(Partition(coop, Inverse(id)), Inverse(id), cancel))?.Value;

    /// <summary>The newest first.</summary>
    public async Task<CapturePage> Page(string coop, int count, string? after, CancellationToken cancel)
    {
        var (start, end) = (after is null ? $"{coop}|" : Partition(coop, after), $"{coop}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey lt {end} and RowKey gt {after ?? string.Empty}");
        var found = new List<CaptureJob>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, Math.Min(count + 1, TableLimits.MaxRowsAtOnce), cancellationToken: cancel))
        {
            if (found.Count == count) return new CapturePage(found, Inverse(found[^1].Id));
            found.Add(row.Json<CaptureJob>());
        }

        return new CapturePage(found, null);
    }

    /// <summary>Keeps what a job has to store, until it is stored.</summary>
    public Task Keep(CaptureWork work, CancellationToken cancel) =>
        Blob(work.Job.Coop, work.Job.Id).UploadAsync(BinaryData.FromString(AgriTraceJson.Write(work)), overwrite: true, cancel);

    /// <summary>Null once all is stored.</summary>
    public async Task<CaptureWork?> Kept(string coop, Guid id, CancellationToken cancel)
    {
        try
        {
            return (await Blob(coop, id).DownloadContentAsync(cancel)).Value.Content.ToObjectFromJson<CaptureWork>(AgriTraceJson.Options);
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    public Task Drop(CaptureJob job, CancellationToken cancel) => Blob(job.Coop, job.Id).DeleteIfExistsAsync(cancellationToken: cancel);

    private static TableEntity RowOf(CaptureJob job) => new TableEntity(Partition(job.Coop, Inverse(job.Id)), Inverse(job.Id)).WithJson(JsonOf(job));

    /// <summary>A row holds half a million characters, and a bad document can have more faults: then each event keeps fewer of its own.</summary>
    private static string JsonOf(CaptureJob job)
    {
        var json = AgriTraceJson.Write(job);
        for (var most = 64; json.Length > MaxRow; most /= 2)
        {
            json = AgriTraceJson.Write(job with { Faults = [.. job.Faults.Select(one => one with { Faults = [.. one.Faults.Where(fault => fault.Path.Length + fault.Message.Length <= MaxFault).Take(most)] })] });
            if (most == 0) break;
        }

        return json;
    }

    private BlobClient Blob(string coop, Guid id) => container.GetBlobClient($"captures/{coop}/{id:N}.json");

    /// <summary>An id whose order is that of time backwards, since a table is read forwards.</summary>
    private static string Inverse(Guid id) => (UInt128.MaxValue - UInt128.Parse(id.ToString("N"), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The first digits are those of the time: a partition for each three days.</summary>
    private static string Partition(string coop, string inverse) => $"{coop}|{inverse[..5]}";
}

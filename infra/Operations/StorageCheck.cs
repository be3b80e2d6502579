using System.Diagnostics;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Operations;

/// <param name="TableMilliseconds">One insert, one read and one delete of a row.</param>
/// <param name="BlobMilliseconds">The same for a blob.</param>
public sealed record StorageCheckOutcome(double TableMilliseconds, double BlobMilliseconds);

/// <summary>Proves that this account can be written, read and deleted, from the place where the queue workers run.</summary>
public sealed class StorageCheck(StorageAccount storage)
{
    private const string Container = "storage-checks";

    /// <summary>Repeating it is harmless: every run has a row and a blob of its own, and removes them.</summary>
    public async Task<StorageCheckOutcome> Run(CancellationToken cancel)
    {
        var key = Guid.CreateVersion7().ToString("N");
        return new StorageCheckOutcome(
            await Time(() => TableRoundTrip(key, cancel)),
            await Time(() => BlobRoundTrip(key, cancel)));
    }

    private async Task TableRoundTrip(string key, CancellationToken cancel)
    {
        var table = storage.Table(TableNames.Platform);
        await table.AddEntityAsync(new TableEntity("checks", key), cancel);
        await table.GetEntityAsync<TableEntity>("checks", key, cancellationToken: cancel);
        await table.DeleteEntityAsync("checks", key, ETag.All, cancel);
    }

    private async Task BlobRoundTrip(string key, CancellationToken cancel)
    {
        var container = storage.Blobs.GetBlobContainerClient(Container);
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        var blob = container.GetBlobClient(key);
        await blob.UploadAsync(BinaryData.FromString(key), cancel);
        await blob.DownloadContentAsync(cancel);
        await blob.DeleteAsync(cancellationToken: cancel);
    }

    private static async Task<double> Time(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1);
    }
}

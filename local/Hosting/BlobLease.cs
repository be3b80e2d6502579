using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace AgriTrace.Local.Hosting;

/// <summary>Lets one of several hosts do a thing: whoever holds the lease on a blob. Held until released, lost, or the process dies.</summary>
/// <param name="duration">15 to 60 seconds: the time until another host may take over from a dead one.</param>
internal sealed class BlobLease(BlobClient blob, TimeSpan duration)
{
    private BlobLeaseClient? held;
    private DateTimeOffset sure;

    /// <summary>Takes or renews the lease; cheap to call often, because it renews only when a third of the time has passed.</summary>
    /// <returns>True while this host is the one.</returns>
    public async Task<bool> Hold(DateTimeOffset now, CancellationToken cancel)
    {
        if (held is not null && now < sure - (duration * 2 / 3)) return true;
        try
        {
            if (held is null) await Acquire(cancel);
            else await held.RenewAsync(cancellationToken: cancel);
            // Counted from before the call, so that we never believe in the lease longer than storage does.
            sure = now + duration;
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status is 409 or 412 or 404)
        {
            held = null;
            return false;
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception))
        {
            if (now >= sure) held = null;
            return held is not null;
        }
    }

    /// <summary>Lets another host go on at once.</summary>
    public async Task Release(CancellationToken cancel)
    {
        try
        {
            if (held is not null) await held.ReleaseAsync(cancellationToken: cancel);
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception) || exception is RequestFailedException or OperationCanceledException)
        {
            // The lease ends by itself.
        }

        held = null;
    }

    private async Task Acquire(CancellationToken cancel)
    {
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await lease.AcquireAsync(duration, cancellationToken: cancel);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await blob.GetParentBlobContainerClient().CreateIfNotExistsAsync(cancellationToken: cancel);
            await CreateEmpty(cancel);
            await lease.AcquireAsync(duration, cancellationToken: cancel);
        }

        held = lease;
    }

    private async Task CreateEmpty(CancellationToken cancel)
    {
        try
        {
            await blob.UploadAsync(BinaryData.Empty, overwrite: false, cancel);
        }
        catch (RequestFailedException exists) when (exists.ErrorCode == BlobErrorCode.BlobAlreadyExists || exists.Status == 412)
        {
            // Another host made it first, and may hold it already.
        }
    }
}

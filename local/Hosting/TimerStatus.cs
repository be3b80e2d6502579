using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>Where a schedule stands, kept in a blob so that a missed run is noticed after a restart; the shape is that of the Functions host.</summary>
internal sealed class TimerStatus(BlobClient blob)
{
    /// <returns>Null when the schedule never ran.</returns>
    public async Task<ScheduleStatus?> Read(CancellationToken cancel)
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancel);
            return JsonSerializer.Deserialize<ScheduleStatus>(content.Value.Content);
        }
        catch (Exception exception) when (exception is JsonException or RequestFailedException { Status: 404 })
        {
            return null;
        }
    }

    /// <summary>A status that is not written makes a restart skip a missed run; the run itself is over.</summary>
    public async Task Write(ScheduleStatus status, ILogger log, CancellationToken abort)
    {
        try
        {
            await blob.UploadAsync(BinaryData.FromObjectAsJson(status), overwrite: true, abort);
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "The status of a timer could not be written to {Blob}.", blob.Name);
        }
    }
}

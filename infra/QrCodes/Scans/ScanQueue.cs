using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>Where scans wait to be counted.</summary>
public sealed class ScanQueue(StorageAccount storage)
{
    /// <summary>One message.</summary>
    public Task Send(Scan scan, CancellationToken cancel) => storage.Queue(QueueNames.Scans).SendMessageAsync(AgriTraceJson.Write(scan), cancel);
}

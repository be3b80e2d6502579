using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Infra.Storage;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>Counts a scan for its lot and its item.</summary>
public sealed class CountScan(ScanCounter counter)
{
    /// <remarks>
    /// A crash at its worst moment leaves a scan that is counted for the lot and not for the item, or one whose alert is not raised. The
    /// queue brings the message back, and each row knows which scans it holds.
    /// </remarks>
    [Function("CountScan"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.Scans)] string message, CancellationToken cancel) => counter.Count(AgriTraceJson.Read<Scan>(message), cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>Makes the trace record of a lot anew, once for all that was measured of it meanwhile.</summary>
public sealed class RebuildOutdatedRecord(WantedRebuilds wanted)
{
    /// <remarks>A crash at its worst moment leaves a record that does not tell the latest measurements; the queue brings the message back.</remarks>
    [Function("RebuildOutdatedRecord"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.OutdatedRecords)] string message, CancellationToken cancel) => wanted.Apply(AgriTraceJson.Read<LotId>(message), cancel);
}

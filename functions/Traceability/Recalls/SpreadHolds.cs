using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Recalls;

/// <summary>Brings a hold to whatever was made of its lots.</summary>
public sealed class SpreadHolds(HoldSpreader spreader)
{
    /// <remarks>A crash at its worst moment leaves some lots blocked and others not yet; the queue brings the message back, and the rest follows.</remarks>
    [Function("SpreadHolds"), Allow(Permission.Host)]
    public async Task Run([QueueTrigger(QueueNames.SpreadingHolds)] string message, CancellationToken cancel)
    {
        var (coop, hold) = AgriTraceJson.Read<SpreadingHold>(message);
        await spreader.Spread(coop, hold, cancel);
    }
}

using AgriTrace.Domain.Operations;

namespace AgriTrace.Infra.Operations;

/// <summary>All the outboxes of the platform: one in each partition that messages are committed in.</summary>
public sealed class Outboxes(JobStore jobs)
{
    /// <summary>Sends what crashes and outages left behind.</summary>
    /// <returns>How many messages were sent.</returns>
    public Task<int> Sweep(CancellationToken cancel) => jobs.SweepOutbox(Job.Platform, cancel);

    /// <summary>When the oldest unsent message was written; null when all are sent.</summary>
    public Task<DateTimeOffset?> Oldest(CancellationToken cancel) => jobs.OldestUnsent(Job.Platform, cancel);
}

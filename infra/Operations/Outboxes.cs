using AgriTrace.Domain.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Operations;

/// <summary>All the outboxes of the platform: one in each partition that messages are committed in.</summary>
public sealed class Outboxes(JobStore jobs, TradeStore trade, CoopStore coops)
{
    /// <summary>Sends what crashes and outages left behind.</summary>
    /// <returns>How many messages were sent.</returns>
    public async Task<int> Sweep(CancellationToken cancel)
    {
        var sent = await jobs.SweepOutbox(Job.Platform, cancel);
        foreach (var coop in await coops.All(cancel)) sent += await trade.SweepOutbox(coop, cancel) + await jobs.SweepOutbox(coop, cancel);
        return sent;
    }

    /// <summary>When the oldest unsent message was written; null when all are sent.</summary>
    public async Task<DateTimeOffset?> Oldest(CancellationToken cancel)
    {
        var unsent = new List<DateTimeOffset?> { await jobs.OldestUnsent(Job.Platform, cancel) };
        foreach (var coop in await coops.All(cancel)) unsent.AddRange([await trade.OldestUnsent(coop, cancel), await jobs.OldestUnsent(coop, cancel)]);
        return unsent.Min();
    }
}

using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Notices;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Notices;

/// <summary>Deletes notices that nobody needs any more, so that the list stays short.</summary>
public sealed class SweepNotices(TimerWatch watch, CoopStore coops, NoticeStore notices, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <remarks>Daily, in the night of Viet Nam. What a crash or the bound of a run leaves is deleted by the next run.</remarks>
    [Function("SweepNotices"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 40 19 * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepNotices", async () =>
        {
            foreach (var coop in await coops.All(cancel)) await notices.EraseOlder(coop, clock.GetUtcNow() - Kept, cancel);
        }, cancel);
}

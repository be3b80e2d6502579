using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <summary>Deletes cards that ended, and devices that nobody uses any more, once they are of no use even for looking back.</summary>
public sealed class SweepSignIns(TimerWatch watch, CoopStore coops, SignInStore store, TimeProvider clock)
{
    /// <summary>Longer than the audit log is looked at for a lost phone.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Of each cooperative and night; the rest waits for the next.</summary>
    private const int MostAtOnce = 500;

    /// <remarks>At 02:10 in Viet Nam. A crash leaves the rest for the next night.</remarks>
    [Function("SweepSignIns"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 10 19 * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepSignIns", async () =>
        {
            foreach (var coop in await coops.All(cancel)) await store.DeleteOld(coop, clock.GetUtcNow() - Kept, MostAtOnce, cancel);
        }, cancel);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Orders;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Moves orders that are over out of the open trade, each night of Viet Nam.</summary>
public sealed class ArchiveOrders(TimerWatch watch, CoopStore coops, OrderArchive archive)
{
    /// <summary>Of a cooperative and run.</summary>
    private const int Most = 2_000;

    /// <remarks>What a crash or the bound of a run leaves is moved by the next run.</remarks>
    [Function("ArchiveOrders"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 0 19 * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("ArchiveOrders", async () =>
        {
            foreach (var coop in await coops.All(cancel)) await archive.Move(coop, Most, cancel);
        }, cancel);
}

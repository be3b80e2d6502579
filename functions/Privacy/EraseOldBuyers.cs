using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.QrCodes.Reports;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Privacy;

/// <summary>Erases buyers whose order, and reports that, are older than personal data is kept.</summary>
public sealed class EraseOldBuyers(TimerWatch watch, CoopStore coops, BuyerStore buyers, ReportStore reports, PersonalDataSettings settings, TimeProvider clock)
{
    /// <remarks>Daily, at half past two in the night of Viet Nam. What a crash or the bound of a run leaves is erased by the next run.</remarks>
    [Function("EraseOldBuyers"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 30 19 * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("EraseOldBuyers", async () =>
        {
            var oldest = clock.GetUtcNow() - settings.BuyerRetention;
            foreach (var coop in await coops.All(cancel))
            {
                await buyers.EraseOlder(coop, oldest, cancel);
                await reports.EraseOlder(coop, oldest, cancel);
            }
        }, cancel);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.QrCodes.Scans;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>Deletes the salts of days that are over, and scans that are old.</summary>
public sealed class SweepScans(TimerWatch watch, ScanSalts salts, ScanRetention retention, TimeProvider clock)
{
    /// <summary>Rows of a run; the next one goes on.</summary>
    private const int MostAtOnce = 2_000;

    /// <remarks>Five minutes after each hour: the day of Viet Nam ends at 17:00. A crash leaves the rest for the next run.</remarks>
    [Function("SweepScans"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 5 * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepScans", async () =>
        {
            await salts.DeleteOld(clock.GetUtcNow(), cancel);
            await retention.DeleteOld(clock.GetUtcNow(), MostAtOnce, cancel);
        }, cancel);
}

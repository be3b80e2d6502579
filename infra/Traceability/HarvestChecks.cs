using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Infra.Traceability;

/// <summary>Looks, when a harvest is recorded, whether its lots must be held at once: harvested too early after a treatment, or more than the plot bears.</summary>
/// <remarks>What is entered while the harvest is being recorded is found by <see cref="DiaryIndex"/>, and makes the same hold.</remarks>
public sealed class HarvestChecks(PlotDiary diary, TimeProvider clock)
{
    /// <summary>What can matter to a harvest at this time: one range read.</summary>
    public Task<IReadOnlyList<DiaryEntry>> Before(string coop, string plot, DateTimeOffset at, CancellationToken cancel) =>
        diary.Read(coop, plot, at - PreHarvest.Longest, at.AddMilliseconds(1), cancel);

    /// <summary>The hold to place in the transaction that records these lots of one plot and time; null where all is well.</summary>
    /// <param name="before">As <see cref="Before"/> read it.</param>
    /// <param name="cause">The hash of the event that tells the harvest.</param>
    public Hold? Of(Plot plot, IReadOnlyList<LotClaim> claims, string cause, IReadOnlyList<DiaryEntry> before) =>
        Early(claims[0].Coop, claims[0].HarvestedAt, [.. claims.Select(claim => claim.Id)], before)
        ?? PlotYield.Breach(
            claims[0].Coop, plot.Id, plot.DeclaredYield, before, claims[0].HarvestedAt, [.. claims.Select(claim => (claim.Id, claim.Quantity))], cause, clock.GetUtcNow());

    private Hold? Early(string coop, DateTimeOffset at, IReadOnlyList<LotId> lots, IReadOnlyList<DiaryEntry> before) =>
        PreHarvest.Breach(before, at)?.ToHold(coop, lots, clock.GetUtcNow());
}

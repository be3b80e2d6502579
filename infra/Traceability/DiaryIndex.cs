using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Cooperatives;

namespace AgriTrace.Infra.Traceability;

/// <summary>Writes recorded events into the diaries of their plots, and holds the lots that turn out to have been harvested too early.</summary>
/// <remarks>
/// A treatment looks for harvests, and a harvest for treatments, each after its own row is written: whichever comes second sees the
/// other. So neither the order of entry nor that of the queue lets a breach through.
/// </remarks>
public sealed class DiaryIndex(PlotDiary diary, HoldStore holds, CoopStore coops, SiteSettings site, TimeProvider clock)
{
    /// <remarks>A crash after the row leaves a breach that is not looked for yet; the queue brings the message back.</remarks>
    public async Task Apply(StoredEvent stored, CancellationToken cancel)
    {
        if (DiaryEntry.Read(stored, site.PublicUrl) is not var (plot, entry)) return;
        await diary.Put(stored.Coop, plot, entry, cancel);
        if (PreHarvest.EarliestAfter(entry) is not null) await AfterTreatment(stored.Coop, plot, entry, cancel);
        if (entry is { Type: DiaryEntry.HarvestType, Lot: { } lot }) await AfterHarvest(stored.Coop, plot, entry, lot, cancel);
    }

    private async Task AfterTreatment(string coop, string plot, DiaryEntry treatment, CancellationToken cancel)
    {
        foreach (var harvest in await diary.Read(coop, plot, treatment.At, treatment.At + PreHarvest.Longest, cancel))
            if (harvest is { Type: DiaryEntry.HarvestType, Lot: { } lot } && PreHarvest.BreachOf(treatment, harvest.At) is { } breach)
                await Hold(coop, breach, lot, cancel);
    }

    private async Task AfterHarvest(string coop, string plot, DiaryEntry harvest, LotId lot, CancellationToken cancel)
    {
        var before = await diary.Read(coop, plot, harvest.At - PreHarvest.Longest, harvest.At.AddMilliseconds(1), cancel);
        // Each for itself: who lets one go has said nothing of the others.
        foreach (var breach in before.Select(entry => PreHarvest.BreachOf(entry, harvest.At)).OfType<EarlyHarvest>()) await Hold(coop, breach, lot, cancel);
        if (harvest.Quantity is null || await coops.Plot(coop, plot, cancel) is not { DeclaredYield: { } declared }) return;
        if (PlotYield.Breach(coop, plot, declared, before, harvest.At, [(lot, harvest.Quantity)], harvest.EventId, clock.GetUtcNow()) is { } tooMuch) await Place(tooMuch, cancel);
    }

    /// <summary>Holds the lot, and by that all that was made from it, unless it was held for this treatment when it was recorded.</summary>
    private async Task Hold(string coop, EarlyHarvest breach, LotId lot, CancellationToken cancel)
    {
        var known = await holds.All(coop, cancel);
        if (known.Any(hold => hold.Cause == breach.Treatment.EventId && hold.Lots.Contains(lot))) return;
        await Place(breach.ToHold(coop, [lot], clock.GetUtcNow()), cancel);
    }

    /// <exception cref="InvalidOperationException">Others change the stock all the time: the queue brings the message back.</exception>
    private async Task Place(Hold hold, CancellationToken cancel)
    {
        if ((await holds.Place(hold, cancel)).Error is { } error) throw new InvalidOperationException($"{hold.Coop}: lots are not held yet: {error.Detail}");
    }
}

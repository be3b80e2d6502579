using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Cooperatives;

namespace AgriTrace.Infra.Traceability.Consignments;

/// <summary>What a consignment shows, and the events that it is made from as they are stored.</summary>
public sealed record ConsignmentContent(ConsignmentSheet Sheet, IReadOnlyList<StoredEvent> Events);

/// <summary>Gathers what a consignment shows as it is now: it is opened seldom, and then all of it is wanted.</summary>
public sealed class ConsignmentSheets(TraceDocuments documents, EventStore events, CoopStore coops, HoldStore holds, PlotDiary diary, SiteSettings site)
{
    private const int MaxParallel = 4;

    /// <summary>Of one plot; the earliest count.</summary>
    private const int MaxDiary = 2_000;

    /// <summary>Longer than any pre-harvest interval, and a season of most fruit.</summary>
    private static readonly TimeSpan BeforeHarvest = TimeSpan.FromDays(180);

    /// <returns><see cref="ConsignmentErrors.TooLarge"/> where more happened than one sheet tells.</returns>
    public async Task<Result<ConsignmentContent>> Of(Consignment consignment, CancellationToken cancel)
    {
        var found = await Each(consignment.Lots, async (lot, stop) => (Document: await documents.Find(lot, stop), Histories: await documents.Histories(lot, stop)), cancel);
        var histories = found.SelectMany(one => one.Histories).DistinctBy(history => history.Lot.Id).ToArray();
        if (!(await EventsOf(consignment.Coop, histories, cancel)).Try(out var told, out var error)) return error;

        LotClaim[] lots = [.. histories.Select(history => history.Lot)];
        var places = told.Select(stored => TraceFacts.PlaceOf(stored.Open(), consignment.Coop, site.PublicUrl)).OfType<string>().Distinct();
        var facts = new ConsignmentFacts(
            consignment,
            [.. found.Select(one => one.Document?.Record).OfType<TraceRecord>()],
            lots,
            told,
            await PlotsOf(consignment.Coop, lots, cancel),
            (await Each(places, (id, stop) => coops.Place(consignment.Coop, id, stop), cancel)).OfType<Place>().ToDictionary(place => place.Id),
            (await Each(lots.Select(lot => lot.Id.Product).Distinct(), (id, stop) => coops.Product(consignment.Coop, id, stop), cancel)).OfType<Product>().ToDictionary(product => product.Id),
            await holds.All(consignment.Coop, cancel));
        return new ConsignmentContent(facts.ToSheet(site.PublicUrl), told);
    }

    /// <summary>Measurements too, where they are few: thousands of them say no more than the summary in the record.</summary>
    private async Task<Result<StoredEvent[]>> EventsOf(string coop, LotHistory[] histories, CancellationToken cancel)
    {
        string[] measured = [.. histories.Where(history => history.Readings.Count <= ConsignmentSheet.MaxMeasurements).SelectMany(history => history.Readings.Select(reading => reading.Key)).Distinct()];
        // Holds are told by the sheet itself: their events name other lots too, which are nobody else's business.
        var known = histories.SelectMany(history => history.Events).DistinctBy(stored => stored.Key).Where(stored => !HeldBy.Tells(stored.Open())).ToArray();
        if (known.Length + measured.Length > ConsignmentSheet.MaxEvents) return ConsignmentErrors.TooLarge;
        return known.Concat(await events.Find(coop, measured, cancel)).OrderBy(stored => stored.Key, StringComparer.Ordinal).ToArray();
    }

    private async Task<Dictionary<string, (Plot, IReadOnlyList<DiaryEntry>)>> PlotsOf(string coop, LotClaim[] lots, CancellationToken cancel)
    {
        var grown = await Each(lots.Where(lot => lot.Plot is not null).GroupBy(lot => lot.Plot!), async (harvests, stop) =>
        {
            var (first, last) = (harvests.Min(lot => lot.HarvestedAt), harvests.Max(lot => lot.HarvestedAt));
            return (Plot: await coops.Plot(coop, harvests.Key, stop), Diary: await diary.Read(coop, harvests.Key, first - BeforeHarvest, last.AddSeconds(1), stop, MaxDiary));
        }, cancel);
        return grown.Where(one => one.Plot is not null).ToDictionary(one => one.Plot!.Id, one => (one.Plot!, one.Diary));
    }

    /// <summary>A few at once, in their order.</summary>
    private static async Task<TResult[]> Each<T, TResult>(IEnumerable<T> items, Func<T, CancellationToken, Task<TResult>> load, CancellationToken cancel)
    {
        T[] all = [.. items];
        var loaded = new TResult[all.Length];
        await Parallel.ForEachAsync(all.Index(), new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (one, stop) => loaded[one.Index] = await load(one.Item, stop));
        return loaded;
    }
}

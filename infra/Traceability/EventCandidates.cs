using System.Runtime.CompilerServices;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Infra.Traceability;

/// <summary>
/// The events that can fit a query, in the order of event time: by the keys that it names where it names some, else day by day, on the
/// days on which its values occur.
/// </summary>
public sealed class EventCandidates(EventStore events, EventIndex index, TimeProvider clock)
{
    /// <summary>Values of a condition that are looked up; one with more is left to the filter.</summary>
    private const int MaxValues = 20;

    /// <summary>Days of recording that are looked up.</summary>
    private const int MaxRecordDays = 60;

    /// <summary>Days that are read at once, where those before held little.</summary>
    private const int MaxDaysAtOnce = 16;
    private const int MaxReadsAtOnce = 64;

    /// <summary>Sorts behind every key.</summary>
    private const string End = "~";

    /// <param name="after">The key behind which to begin, in the direction of the query; null for the first.</param>
    /// <param name="want">How many the caller will probably take.</param>
    public IAsyncEnumerable<StoredEvent> Of(string coop, EventQuery query, string? after, int want, CancellationToken cancel)
    {
        var from = query.EventTimeFrom is { } start ? StoredEvent.Stamp(start) : string.Empty;
        var before = query.EventTimeBefore is { } end ? StampBehind(end) : End;
        if (after is not null && query.IsDescending) before = Min(before, after);
        else if (after is not null) from = Max(from, Behind(after));
        // By day of recording, days and the storage service's filter leave little of a long history.
        if (query.OrderBy == EventOrder.RecordTime && RecordDays(query).Any()) return ByDays(coop, query, from, before, want, cancel);
        return query.EventIds.Count > 0 ? ByPointers(coop, query, query.EventIds.Select(id => index.WithId(coop, id, from, before, cancel)), want, cancel)
            : query.Keys.Count > 0 ? ByPointers(coop, query, query.Keys.MinBy(group => group.Count)!.Select(key => index.Naming(coop, key, from, before, cancel)), want, cancel)
            : ByDays(coop, query, from, before, want, cancel);
    }

    private IAsyncEnumerable<StoredEvent> ByPointers(string coop, EventQuery query, IEnumerable<IAsyncEnumerable<string>> lists, int want, CancellationToken cancel)
    {
        var keys = SortedLists.Merge([.. lists], cancel);
        return Found(coop, query.IsDescending ? Backwards(keys) : keys, want, cancel);
    }

    private async IAsyncEnumerable<StoredEvent> Found(string coop, IAsyncEnumerable<string> keys, int want, [EnumeratorCancellation] CancellationToken cancel)
    {
        var chunk = new List<string>();
        await foreach (var key in keys)
        {
            chunk.Add(key);
            if (chunk.Count < Math.Clamp(want, 1, MaxReadsAtOnce)) continue;
            foreach (var stored in await events.Find(coop, chunk, cancel)) yield return stored;
            chunk.Clear();
        }

        foreach (var stored in await events.Find(coop, chunk, cancel)) yield return stored;
    }

    /// <summary>A table is read forwards only. Keys are short: a lifetime of one lot, or the busiest day, is some megabytes.</summary>
    private static async IAsyncEnumerable<string> Backwards(IAsyncEnumerable<string> keys)
    {
        var all = new List<string>();
        await foreach (var key in keys) all.Add(key);
        for (var at = all.Count - 1; at >= 0; at--) yield return all[at];
    }

    private IAsyncEnumerable<StoredEvent> ByDays(string coop, EventQuery query, string from, string before, int want, CancellationToken cancel) =>
        query.IsDescending ? Found(coop, DaysBackwards(coop, query, from, before, cancel), want, cancel) : DaysForwards(coop, query, from, before, want, cancel);

    private async IAsyncEnumerable<string> DaysBackwards(string coop, EventQuery query, string from, string before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (days, where) = (await DaysOf(coop, query, from, before, cancel), EventColumns.Filter(query));
        foreach (var day in days.Reverse())
            await foreach (var key in Backwards(events.KeysOfDay(coop, day, from, before, where, cancel))) yield return key;
    }

    /// <remarks>One day at first, then as many at once as will probably fill the page, going by the days before.</remarks>
    private async IAsyncEnumerable<StoredEvent> DaysForwards(string coop, EventQuery query, string from, string before, int want, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (days, where, seen, atOnce) = (await DaysOf(coop, query, from, before, cancel), EventColumns.Filter(query), 0, 1);
        for (var at = 0; at < days.Count; atOnce = Math.Clamp((want - seen) * at / Math.Max(seen, 1), 1, Math.Min(2 * at, MaxDaysAtOnce)))
        {
            var parts = await Task.WhenAll(days.Skip(at).Take(atOnce).Select(day => FirstOf(day)));
            foreach (var (day, rows) in days.Skip(at).Zip(parts))
            {
                foreach (var stored in rows) yield return stored;
                (at, seen) = (at + 1, seen + rows.Count);
                if (rows.Count < want) continue;
                await foreach (var stored in events.OfDay(coop, day, Behind(rows[^1].Key), before, where, want, cancel)) yield return stored;
            }
        }

        async Task<List<StoredEvent>> FirstOf(string day)
        {
            var rows = new List<StoredEvent>();
            await foreach (var stored in events.OfDay(coop, day, from, before, where, Math.Min(want, 1000), cancel))
            {
                rows.Add(stored);
                if (rows.Count == want) break;
            }

            return rows;
        }
    }

    /// <summary>The days that each indexed condition allows.</summary>
    private async Task<IReadOnlyList<string>> DaysOf(string coop, EventQuery query, string from, string before, CancellationToken cancel)
    {
        var (first, last) = (from.Length == 0 ? string.Empty : StoredEvent.DayOf(from), before == End ? End : StoredEvent.DayOf(before));
        EventCondition?[] conditions = [.. query.Conditions.Where(one => one.Values.Count <= MaxValues), .. RecordDays(query)];
        var lists = await Task.WhenAll((conditions.Length == 0 ? [null] : conditions).Select(condition => index.Days(coop, condition, first, last, cancel)));
        var days = lists.Skip(1).Aggregate((IEnumerable<string>)lists[0], (left, right) => left.Intersect(right));
        return [.. days.Order(StringComparer.Ordinal)];
    }

    private IEnumerable<EventCondition> RecordDays(EventQuery query)
    {
        if (query.RecordTimeFrom is not { } from) yield break;
        var (first, last) = (from.UtcDateTime.Date, (query.RecordTimeBefore ?? clock.GetUtcNow()).UtcDateTime.Date);
        var count = (int)Math.Clamp((last - first).TotalDays + 1, 0, MaxRecordDays + 1);
        if (count <= MaxRecordDays)
            yield return new EventCondition(EventDimension.RecordDay, [.. Enumerable.Range(0, count).Select(day => StoredEvent.Stamp(new DateTimeOffset(first.AddDays(day), TimeSpan.Zero))[..8])]);
    }

    /// <summary>The place right behind a key: before the error declarations of the same event, which go on with a bar.</summary>
    private static string Behind(string key) => key + "!";

    /// <summary>A key has milliseconds, rounded; a time may have more digits: what lies around the last millisecond is let through, and looked at.</summary>
    private static string StampBehind(DateTimeOffset time) => time < DateTimeOffset.MaxValue.AddMilliseconds(-2) ? StoredEvent.Stamp(time.AddTicks((2 * TimeSpan.TicksPerMillisecond) - 1)) : End;

    private static string Min(string one, string other) => string.CompareOrdinal(one, other) < 0 ? one : other;

    private static string Max(string one, string other) => string.CompareOrdinal(one, other) > 0 ? one : other;
}

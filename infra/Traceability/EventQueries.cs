using System.Globalization;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Infra.Traceability;

/// <param name="Next">Where the next page begins, for <see cref="EventQueries.Page"/>; null on the last.</param>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, string? Next);

/// <summary>Answers queries a page at a time. Every page is bounded in what it reads, whatever it is asked.</summary>
public sealed class EventQueries(EventCandidates candidates, EventStore events, EventIndex index)
{
    /// <summary>A page looks at so many events at most. Where an index bounds the query it then comes out short and says where to go on.</summary>
    private const int MaxLooked = 5_000;

    /// <summary>An event can be declared wrong many times; nobody reads more.</summary>
    private const int MaxOfOneId = 1_000;

    /// <summary>In characters; a page of larger events comes out short too.</summary>
    private const int MaxLength = 4_000_000;

    /// <param name="after">As <see cref="EventPage.Next"/> gave it for the same query; null for the first page.</param>
    /// <returns><see cref="QueryErrors.TooLarge"/> where nothing bounds what would have to be looked at, or more fit than allowed.</returns>
    public async Task<Result<EventPage>> Page(string coop, EventQuery query, int perPage, string? after, CancellationToken cancel)
    {
        var place = Place.Read(after, query.EventCountLimit);
        if (after is null && query.MaxEventCount is { } max && (await Count(coop, query, max, cancel)).Error is { } tooMany) return tooMany;
        return query.OrderBy is EventOrder.RecordTime or EventOrder.Extension
            ? await Sorted(coop, query, perPage, place, cancel)
            : await InOrderOfTime(coop, query, perPage, place, cancel);
    }

    /// <summary>The event of an id, as it was given or the event hash, and its error declarations.</summary>
    public async Task<IReadOnlyList<StoredEvent>> WithId(string coop, string id, CancellationToken cancel)
    {
        var keys = new List<string>();
        await foreach (var key in index.WithId(coop, id, string.Empty, "~", cancel))
        {
            keys.Add(key);
            if (keys.Count == MaxOfOneId) break;
        }

        return await events.Find(coop, keys, cancel);
    }

    private async Task<Result<EventPage>> InOrderOfTime(string coop, EventQuery query, int perPage, Place place, CancellationToken cancel)
    {
        var (found, looked, length, want) = (new List<StoredEvent>(), 0, 0, Math.Min(perPage, place.Left));
        var last = place.Key;
        await foreach (var stored in candidates.Of(coop, query, place.Key, want + 1, cancel))
        {
            // This one was not looked at: the next page begins with it.
            if (++looked > MaxLooked) return CanGoOn(query) ? new EventPage(found, (place with { Left = place.Left - found.Count, Key = last }).ToString()) : QueryErrors.TooLarge;
            last = stored.Key;
            if (!Matches(query, stored)) continue;
            if (found.Count == want || length > MaxLength) return new EventPage(found, place.Left == found.Count ? null : place.After(found).ToString());
            found.Add(stored);
            length += LengthOf(stored);
        }

        return new EventPage(found, null);
    }

    private async Task<Result<int>> Count(string coop, EventQuery query, int max, CancellationToken cancel)
    {
        var (count, looked) = (0, 0);
        await foreach (var stored in candidates.Of(coop, query, after: null, max + 1, cancel))
        {
            if (++looked > MaxLooked + max) return QueryErrors.TooLarge;
            if (Matches(query, stored) && ++count > max) return QueryErrors.MoreThanMaxEventCount(max);
        }

        return count;
    }

    /// <summary>By what no index orders: all that fits is looked at, for each page anew, and so it must not be much.</summary>
    private async Task<Result<EventPage>> Sorted(string coop, EventQuery query, int perPage, Place place, CancellationToken cancel)
    {
        var all = new List<(SortValue Value, string Key, int Length)>();
        var looked = 0;
        await foreach (var stored in candidates.Of(coop, query with { Descending = false }, after: null, MaxLooked, cancel))
        {
            if (++looked > MaxLooked) return QueryErrors.TooLarge;
            var epcis = stored.Open();
            if (query.Matches(epcis, stored.RecordTime, stored.Hash)) all.Add((SortValue.Of(query, stored, epcis), stored.Key, LengthOf(stored)));
        }

        all.Sort((one, other) => (one.Value.CompareTo(other.Value), string.CompareOrdinal(one.Key, other.Key)) is var (first, second) && first != 0 ? first : second);
        if (query.IsDescending) all.Reverse();
        var start = place.Key is null ? 0 : all.FindIndex(one => one.Key == place.Key) + 1;
        var length = 0;
        var keys = all.Skip(start).Take(Math.Min(perPage, place.Left)).TakeWhile(one => (length += one.Length) - one.Length <= MaxLength).Select(one => one.Key).ToList();
        var page = await events.Find(coop, keys, cancel);
        return new EventPage(page, keys.Count == 0 || start + keys.Count >= all.Count || keys.Count >= place.Left ? null : place.After(page).ToString());
    }

    private static bool CanGoOn(EventQuery query) =>
        !query.HasOtherConditions || query.Keys.Count + query.Conditions.Count + query.EventIds.Count > 0 || (query.EventTimeFrom is not null && query.EventTimeBefore is not null);

    private static int LengthOf(StoredEvent stored) => stored.Context.Length + stored.Json.Length;

    private static bool Matches(EventQuery query, StoredEvent stored) => query.Matches(stored.Open(), stored.RecordTime, stored.Hash);

    /// <summary>A place in an answer: behind which event, and how many more may come.</summary>
    private sealed record Place(int Left, string? Key)
    {
        public static Place Read(string? text, int? limit)
        {
            if (text?.Split(':', 2) is not [var left, var key]) return new Place(limit ?? int.MaxValue, null);
            return new Place(int.Parse(left, CultureInfo.InvariantCulture), key);
        }

        public Place After(IReadOnlyList<StoredEvent> found) => new(Left == int.MaxValue ? Left : Left - found.Count, found[^1].Key);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Left}:{Key}");
    }

    /// <summary>What has no such field comes first, then numbers, then texts.</summary>
    private readonly record struct SortValue(int Rank, double Number, string Text) : IComparable<SortValue>
    {
        public static SortValue Of(EventQuery query, StoredEvent stored, EpcisEvent epcis)
        {
            if (query.OrderBy == EventOrder.RecordTime) return new SortValue(1, stored.RecordTime.UtcTicks, string.Empty);
            var split = query.OrderByExtension!.IndexOf('}', StringComparison.Ordinal);
            return epcis.Extension(query.OrderByExtension[1..split], query.OrderByExtension[(split + 1)..]) switch
            {
                { ValueKind: JsonValueKind.Number } number => new SortValue(1, number.GetDouble(), string.Empty),
                { ValueKind: JsonValueKind.String } text => new SortValue(2, 0, text.GetString()!),
                _ => default,
            };
        }

        public int CompareTo(SortValue other) =>
            Rank != other.Rank ? Rank.CompareTo(other.Rank) : Number.CompareTo(other.Number) is var number && number != 0 ? number : string.CompareOrdinal(Text, other.Text);
    }
}

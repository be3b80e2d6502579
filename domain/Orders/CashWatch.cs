using System.Collections.Immutable;

namespace AgriTrace.Domain.Orders;

/// <summary>
/// What keeps a prank from holding a cooperative's stock: how much each phone and network address has ordered today for cash or a transfer, and
/// which phones did not take what they had ordered. Both are known by keyed hashes only.
/// </summary>
/// <param name="Ordered">Of <paramref name="Day"/>, in đồng.</param>
/// <param name="NoShows">When a phone last refused, or was not there.</param>
public sealed record CashWatch(DateOnly Day, ImmutableSortedDictionary<string, long> Ordered, ImmutableSortedDictionary<string, DateOnly> NoShows)
{
    /// <summary>The board's row must stay small. On a day with more than this, everybody counts as above the limit.</summary>
    private const int MaxOrdered = 600;

    private const int MaxNoShows = 400;

    /// <summary>How long a no-show is remembered, in days.</summary>
    private const int Memory = 180;

    public static CashWatch Empty { get; } = new(
        default, ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, DateOnly>(StringComparer.Ordinal));

    /// <summary>Whether stock is held only after staff spoke with the buyer, or for a short time where they pay by transfer.</summary>
    /// <param name="marks">Keyed hashes of the buyer's phone, which comes first, and network address.</param>
    public bool IsAbove(IReadOnlyList<string> marks, long amount, long limit, DateOnly today)
    {
        var ordered = Today(today).Ordered;
        return marks.Any(mark => ordered.GetValueOrDefault(mark) + amount > limit)
            || (ordered.Count >= MaxOrdered && !marks.All(ordered.ContainsKey))
            || (NoShows.TryGetValue(marks[0], out var when) && today.DayNumber - when.DayNumber <= Memory);
    }

    public CashWatch Count(IReadOnlyList<string> marks, long amount, DateOnly today)
    {
        var fresh = Today(today);
        return fresh with { Ordered = marks.Aggregate(fresh.Ordered, (all, mark) => all.SetItem(mark, all.GetValueOrDefault(mark) + amount)) };
    }

    /// <param name="phone">A keyed hash.</param>
    public CashWatch Missed(string phone, DateOnly today)
    {
        var missed = NoShows.SetItem(phone, today);
        return this with { NoShows = missed.Count > MaxNoShows ? missed.RemoveRange(missed.OrderBy(one => one.Value).Take(missed.Count - MaxNoShows).Select(one => one.Key)) : missed };
    }

    private CashWatch Today(DateOnly today) => Day == today ? this : this with { Day = today, Ordered = Ordered.Clear() };
}

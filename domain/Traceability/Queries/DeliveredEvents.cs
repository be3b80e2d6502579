using System.Buffers.Text;
using System.Collections.Immutable;

namespace AgriTrace.Domain.Traceability.Queries;

/// <param name="Minute">Of the events' record times, UTC.</param>
/// <param name="Keys">Short hashes of the events' keys, all of one length, one behind the other.</param>
public sealed record DeliveredMinute(DateTimeOffset Minute, string Keys);

/// <summary>Which events a subscriber has got of the last few minutes, to tell late ones from those.</summary>
/// <param name="Minutes">In no order; each minute once.</param>
public sealed record DeliveredEvents(ImmutableArray<DeliveredMinute> Minutes)
{
    public static readonly DeliveredEvents None = new([]);

    /// <summary>Eight bytes in base64. Two events of one cooperative and minute share them less often than disks fail.</summary>
    private const int KeyLength = 11;

    private const int KeyBytes = 8;

    /// <summary>A row holds these beside all else. What is forgotten is sent again.</summary>
    private const int MaxEvents = 20_000;

    public static string KeyOf(StoredEvent stored) => Base64Url.EncodeToString(Ids.Hash(stored.Key).AsSpan(0, KeyBytes));

    public IReadOnlySet<string> Keys() => Minutes
        .SelectMany(minute => Enumerable.Range(0, minute.Keys.Length / KeyLength).Select(index => minute.Keys.Substring(index * KeyLength, KeyLength)))
        .ToHashSet(StringComparer.Ordinal);

    public DeliveredEvents With(IEnumerable<StoredEvent> events)
    {
        var minutes = Minutes.ToDictionary(minute => minute.Minute, minute => minute.Keys);
        foreach (var more in events.GroupBy(stored => MinuteOf(stored.RecordTime)))
            minutes[more.Key] = minutes.GetValueOrDefault(more.Key, string.Empty) + string.Concat(more.Select(KeyOf));
        return new DeliveredEvents([.. minutes.Select(minute => new DeliveredMinute(minute.Key, minute.Value))]);
    }

    /// <summary>Forgets what was recorded before this time, and the oldest of what is too much.</summary>
    public DeliveredEvents Since(DateTimeOffset time)
    {
        var left = MaxEvents * KeyLength;
        var kept = new List<DeliveredMinute>();
        foreach (var minute in Minutes.Where(minute => minute.Minute >= MinuteOf(time)).OrderByDescending(minute => minute.Minute))
        {
            var length = Math.Min(left, minute.Keys.Length);
            if (length > 0) kept.Add(minute with { Keys = minute.Keys[^length..] });
            left -= length;
        }

        return new DeliveredEvents([.. kept]);
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

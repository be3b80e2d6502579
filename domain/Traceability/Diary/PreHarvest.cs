using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Diary;

/// <summary>A harvest that came before the interval of a treatment was over.</summary>
/// <param name="Earliest">The first day, in Viet Nam, on which it would have been allowed.</param>
public sealed record EarlyHarvest(DiaryEntry Treatment, DateOnly Earliest)
{
    /// <summary>In words for people, in Vietnamese: what was used, when, and from which day on it may be harvested.</summary>
    public string Detail
    {
        get
        {
            var interval = Treatment.Type == "treat" ? "thời gian ngừng thuốc" : "thời gian cách ly";
            return $"Thu hoạch trước khi hết {interval}: đã dùng {Treatment.Material ?? "vật tư không ghi tên"} ngày {VietnamTime.Written(VietnamTime.DayOf(Treatment.At))}, "
                + $"{interval} {Treatment.IntervalDays} ngày; chỉ được thu hoạch từ ngày {VietnamTime.Written(Earliest)}.";
        }
    }

    /// <summary>Keeps the lots of that harvest from sale. Whoever finds the same breach makes the same hold.</summary>
    /// <param name="harvested">What was harvested. What was made from it meanwhile follows, as from any hold.</param>
    public Hold ToHold(string coop, IReadOnlyList<LotId> harvested, DateTimeOffset now) => new(
        Hold.IdOf(HoldReason.PreHarvest, [Treatment.EventId, .. harvested.Select(lot => lot.Key).Order(StringComparer.Ordinal)]),
        coop, HoldReason.PreHarvest, harvested, Detail, now, Hold.System, Treatment.EventId, Earliest);
}

/// <summary>The pre-harvest interval (thời gian cách ly) and the withdrawal period (thời gian ngừng thuốc): one rule.</summary>
/// <remarks>The interval counts days in Viet Nam from that of the treatment: with seven days, a harvest on the seventh day after it is allowed.</remarks>
public static class PreHarvest
{
    /// <summary>No label asks for more; what claims to counts as this much.</summary>
    public const int MaxDays = 365;

    /// <summary>How far back a treatment can matter.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(MaxDays + 1);

    /// <summary>The interval that an event tells; null where it tells none.</summary>
    public static int? DaysOf(decimal? told) => told is > 0 and var days ? (int)Math.Min(decimal.Ceiling(days), MaxDays) : null;

    /// <summary>The first day on which the plot may be harvested after this; null for what no interval follows.</summary>
    public static DateOnly? EarliestAfter(DiaryEntry entry) =>
        entry is { Activity: "spray" or "treat", IntervalDays: { } days } ? VietnamTime.DayOf(entry.At).AddDays(days) : null;

    /// <summary>What a harvest came too early after; of several treatments that whose interval ends last. Null where it was allowed.</summary>
    /// <param name="diary">Of the plot, in any order.</param>
    public static EarlyHarvest? Breach(IEnumerable<DiaryEntry> diary, DateTimeOffset harvest) => diary
        .Select(entry => BreachOf(entry, harvest)).OfType<EarlyHarvest>()
        .OrderByDescending(breach => breach.Earliest).ThenBy(breach => breach.Treatment.EventId, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Whether a harvest came too early after this one treatment.</summary>
    public static EarlyHarvest? BreachOf(DiaryEntry treatment, DateTimeOffset harvest) =>
        EarliestAfter(treatment) is { } earliest && treatment.At <= harvest && VietnamTime.DayOf(harvest) < earliest ? new EarlyHarvest(treatment, earliest) : null;
}

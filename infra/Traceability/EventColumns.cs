using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Infra.Traceability;

/// <summary>What of an event has a column of its own in its row, so that the storage service can filter by it.</summary>
internal static class EventColumns
{
    public const string RecordTime = "RecordTime";

    /// <summary>A longer value, which no vocabulary has, gets no column; a filter would miss it, so <see cref="Filter"/> takes none either.</summary>
    public const int MaxLength = 500;

    /// <summary>A filter of the storage service holds 15 comparisons; four are for the keys and the record time.</summary>
    private const int MaxComparisons = 10;

    /// <summary>In characters, as the address of the call has it: a web server takes no line of more than some thousands.</summary>
    private const int MaxFilter = 6_000;

    /// <summary>Null for what an event may have many of.</summary>
    public static string? Of(EventDimension dimension) => dimension switch
    {
        EventDimension.EventType or EventDimension.BizStep or EventDimension.Disposition or EventDimension.BizLocation or EventDimension.ReadPoint => dimension.ToString(),
        _ => null,
    };

    /// <summary>As much of a query as the storage service can decide, as the end of a filter. What it lets through is looked at again.</summary>
    public static string Filter(EventQuery query)
    {
        var (filter, left) = (string.Empty, MaxComparisons);
        if (query.RecordTimeFrom is { } from) filter += Azure.Data.Tables.TableClient.CreateQueryFilter($" and RecordTime ge {from}");
        if (query.RecordTimeBefore is { } before) filter += Azure.Data.Tables.TableClient.CreateQueryFilter($" and RecordTime lt {before}");
        foreach (var (dimension, values) in query.Conditions)
        {
            if (Of(dimension) is not { } column || values.Count > left || values.Any(value => value.Length > MaxLength)) continue;
            var more = $" and ({string.Join(" or ", values.Select(value => $"{column} eq '{value.Replace("'", "''", StringComparison.Ordinal)}'"))})";
            if (Uri.EscapeDataString(filter + more).Length > MaxFilter) continue;
            left -= values.Count;
            filter += more;
        }

        return filter;
    }
}

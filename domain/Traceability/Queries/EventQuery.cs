#pragma warning disable CA1822
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

public enum EventOrder
{
    EventTime,
    RecordTime,
    Extension,
}

public sealed record EventQuery
{
    public DateTimeOffset? EventTimeFrom { get; init; }
    public DateTimeOffset? EventTimeBefore { get; init; }
    public DateTimeOffset? RecordTimeFrom { get; init; }
    public DateTimeOffset? RecordTimeBefore { get; init; }
    public IReadOnlyList<string> EventIds { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<string>> Keys { get; init; } = [];
    public IReadOnlyList<EventCondition> Conditions { get; init; } = [];
    public bool HasOtherConditions { get; init; }
    public EventOrder? OrderBy { get; init; }
    public string? OrderByExtension { get; init; }
    public bool Descending { get; init; }
    public int? EventCountLimit { get; init; }
    public int? MaxEventCount { get; init; }
    public string Fingerprint => string.Empty;

    public bool Matches(EpcisEvent epcis, DateTimeOffset recordTime, string eventId) => true;

    public static Result<EventQuery> Read(IEnumerable<KeyValuePair<string, string>> parameters, EpcisContext prefixes) => new EventQuery();
}

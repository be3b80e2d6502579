namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>What of an event is marked by day, so that a query looks into the days that can hold an answer and no others.</summary>
public enum EventDimension
{
    EventType,
    BizStep,
    Disposition,
    BizLocation,
    ReadPoint,

    /// <summary>The GTIN of an EPC or EPC class that the event names, as <c>https://id.gs1.org/01/{gtin}</c>.</summary>
    Product,

    /// <summary>The day in UTC on which it was recorded, as <c>yyyyMMdd</c>.</summary>
    RecordDay,
}

/// <summary>An event has one of these values.</summary>
public sealed record EventCondition(EventDimension Dimension, IReadOnlyList<string> Values);

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>What a coarse index marks an event by: on which days a value of one of these occurs.</summary>
public enum EventDimension
{
    /// <summary>The standard's name of the type, or the full URI of a vendor's own.</summary>
    EventType,

    /// <summary>A bare CBV word or a full URI, as <see cref="Disposition"/> is too.</summary>
    BizStep,
    Disposition,

    /// <summary>A canonical URI, as <see cref="ReadPoint"/> is too.</summary>
    BizLocation,
    ReadPoint,

    /// <summary>The GTIN of any EPC or class that the event names: <c>https://id.gs1.org/01/{gtin}</c>.</summary>
    Product,

    /// <summary>The day of capture; the store marks it, since no event says it.</summary>
    RecordDay,
}

/// <summary>An event that the query finds has one of these values among its marks.</summary>
public sealed record EventCondition(EventDimension Dimension, IReadOnlyList<string> Values);

/// <summary>What a query may have its answer sorted by.</summary>
public enum EventOrder
{
    EventTime,
    RecordTime,

    /// <summary>An extension field: <see cref="EventQuery.OrderByExtension"/>.</summary>
    Extension,
}

using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>The standard's events, and those of vendors.</summary>
public enum EpcisEventType
{
    /// <summary>A bare word that the standard does not know. Such an event is never valid.</summary>
    Unknown,
    ObjectEvent,
    AggregationEvent,
    TransactionEvent,
    TransformationEvent,
    AssociationEvent,

    /// <summary>An event type of a vendor's own, named by a URI or CURIE (EPCIS 2.0, 6.1).</summary>
    Extension,
}

/// <summary>What an event says of its objects' life (EPCIS 2.0, 7.3.2.1).</summary>
public enum EpcisAction
{
    Observe,
    Add,
    Delete,
}

/// <summary>
/// So much of a class. <c>Quantity</c> is null where the event only says "some", and <c>Uom</c> (UN/ECE Recommendation 20) where units
/// are counted.
/// </summary>
public sealed record QuantityElement(string EpcClass, decimal? Quantity, string? Uom);

/// <summary>A document of trade. <c>Type</c> is the bare CBV word or a full URI, and optional.</summary>
public sealed record BizTransaction(string? Type, string Id);

/// <summary>One end of a transfer of ownership, possession or place. <c>Type</c> is the bare CBV word or a full URI.</summary>
public sealed record SourceOrDestination(string? Type, string Id);

/// <summary>Dispositions that hold until they are taken back, as bare CBV words or full URIs.</summary>
public sealed record PersistentDisposition(IReadOnlyList<string> Set, IReadOnlyList<string> Unset);

/// <summary>Says that the event of the same id is wrong. <c>Json</c> is all of it, extensions included.</summary>
public sealed record ErrorDeclaration(
    DateTimeOffset? DeclarationTime,
    string? Reason,
    IReadOnlyList<string> CorrectiveEventIds,
    JsonElement Json);

/// <summary>Measurements that belong together: the <c>sensorMetadata</c>, the objects of <c>sensorReport</c>, and all of it.</summary>
public sealed record SensorElement(JsonElement? Metadata, IReadOnlyList<JsonElement> Reports, JsonElement Json);

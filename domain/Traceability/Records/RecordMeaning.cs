namespace AgriTrace.Domain.Traceability.Records;

/// <summary>How a type is told in EPCIS, with the standard words of CBV 2.0. docs/events.md gives the reasons.</summary>
/// <param name="Action">Null for a transformation, which has none.</param>
/// <param name="Disposition">Null where the event says nothing of the state that the lot is in afterwards.</param>
internal sealed record RecordMeaning(string Event, string? Action, string BizStep, string? Disposition)
{
    private static readonly RecordMeaning Work = new("ObjectEvent", "OBSERVE", "other", "in_progress");

    /// <param name="makes">Whether lots become others.</param>
    public static RecordMeaning Of(RecordType type, bool makes = false) => type switch
    {
        RecordType.Pack or RecordType.Grade or RecordType.Split or RecordType.Merge when makes =>
            new("TransformationEvent", null, type switch { RecordType.Pack => "packing", RecordType.Grade => "inspecting", _ => "repackaging" }, "in_progress"),
        RecordType.Harvest => new("ObjectEvent", "ADD", "commissioning", "active"),
        RecordType.Grade => Work with { BizStep = "inspecting" },
        RecordType.Pack => Work with { BizStep = "packing" },
        RecordType.Aggregate => new("AggregationEvent", "ADD", "packing", "in_progress"),
        RecordType.Disaggregate => new("AggregationEvent", "DELETE", "unpacking", "in_progress"),
        RecordType.Store => Work with { BizStep = "storing" },
        RecordType.Ship => Work with { BizStep = "shipping", Disposition = "in_transit" },
        RecordType.Receive => Work with { BizStep = "receiving" },
        // The disposition is what the inspection found.
        RecordType.Inspect => Work with { BizStep = "inspecting", Disposition = null },
        RecordType.Measure => Work with { BizStep = "sensor_reporting", Disposition = null },
        RecordType.Count => Work with { BizStep = "stock_taking", Disposition = null },
        RecordType.Discard => new("ObjectEvent", "DELETE", "destroying", "destroyed"),
        _ => Work,
    };
}

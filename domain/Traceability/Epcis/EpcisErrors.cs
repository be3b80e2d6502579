namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>Every expected failure of reading EPCIS.</summary>
public static class EpcisErrors
{
    /// <summary>No JSON, JSON that says a thing twice, or JSON nested too deeply. One fault: what follows cannot be read.</summary>
    public static Error UnreadableJson(FieldFault fault) =>
        Error.Invalid("unreadable-json", $"The document cannot be read: {fault.Message}", fault);

    /// <summary>JSON, but neither an EPCIS document nor an event.</summary>
    public static Error NotEpcis(string path) =>
        Error.Invalid(
            "not-epcis",
            "The document is neither an EPCISDocument, nor an EPCISQueryDocument, nor a single event.",
            new FieldFault(path, "Should be EPCISDocument, EPCISQueryDocument, or the type of an event."));

    public static readonly Error NotAnEvent = Error.Invalid(
        "not-an-event", "This route takes a single event; documents go to /epcis/capture.", new FieldFault("$.type", "Should be the type of an event."));

    /// <summary>EPCIS that breaks the rules of the standard, with all its faults.</summary>
    public static Error InvalidEpcis(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("invalid-epcis", $"The document breaks the rules of EPCIS 2.0 in {faults.Count} place(s).", faults);
}

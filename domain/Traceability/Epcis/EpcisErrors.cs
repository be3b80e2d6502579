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

    /// <summary>A header that defines prefixes and does not say which, or for what.</summary>
    public static Error BadExtensions(int max) =>
        Error.Invalid("header-invalid", $"GS1-Extensions holds up to {max} pairs, each prefix once, as example=https://example.com/ns/, with commas between them.");

    /// <summary>The caller accepts EPC URNs only, and this identifier has none that we know of.</summary>
    public static Error NoUrn(string uri) => new(
        ErrorKind.NotAcceptable,
        "epc-format-not-acceptable",
        $"'{(uri.Length <= MaxShown ? uri : uri[..MaxShown] + "…")}' cannot be written as an EPC URN: nobody here knows how long its company prefix is.");

    private const int MaxShown = 200;
}

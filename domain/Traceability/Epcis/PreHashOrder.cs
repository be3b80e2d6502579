namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>How the text of a value is brought to the one form that is hashed.</summary>
internal enum PreHashForm
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>UTC with milliseconds.</summary>
    Time,

    /// <summary>A full URI, GS1 keys as canonical Digital Links.</summary>
    Uri,
}

/// <summary>One place in the canonical property order.</summary>
/// <param name="Name">The JSON member.</param>
/// <param name="Item">
/// The key written before each value. A list writes it before each of its items; empty where the standard writes none.
/// </param>
internal sealed record PreHashProperty(string Name, string Item)
{
    /// <summary>Whether <see cref="Name"/> is written once in front of all items.</summary>
    public bool HasListName { get; init; }

    public PreHashForm Form { get; init; }

    /// <summary>Where the value is a word of a vocabulary.</summary>
    public CbvVocabulary? Vocabulary { get; init; }

    /// <summary>The order within, where the value is an object.</summary>
    public PreHashOrder? Within { get; init; }
}

/// <summary>The canonical property order of CBV 2.0, 8.9.2. What an object holds beside is an extension, and follows it.</summary>
internal sealed class PreHashOrder
{
    private static readonly PreHashOrder Quantity = new(Uri("epcClass"), Text("quantity"), Text("uom"));

    private static readonly PreHashOrder Id = new(Uri("id"));

    private static readonly PreHashOrder SensorMetadata = new(
        Time("time"),
        Time("startTime"),
        Time("endTime"),
        Uri("deviceID"),
        Uri("deviceMetadata"),
        Uri("rawData"),
        Uri("dataProcessingMethod"),
        Uri("bizRules"));

    private static readonly PreHashOrder SensorReport = new(
        Word("type", Cbv.MeasurementType),
        Word("exception", Cbv.SensorAlertType),
        Uri("deviceID"),
        Uri("deviceMetadata"),
        Uri("rawData"),
        Uri("dataProcessingMethod"),
        Uri("bizRules"),
        Time("time"),
        Uri("microorganism"),
        Uri("chemicalSubstance"),
        Text("value"),
        Word("component", Cbv.Component),
        Text("stringValue"),
        Text("booleanValue"),
        Text("hexBinaryValue"),
        Uri("uriValue"),
        Text("minValue"),
        Text("maxValue"),
        Text("meanValue"),
        Text("sDev"),
        Text("percRank"),
        Text("percValue"),
        Text("uom"),
        Uri("coordinateReferenceSystem"));

    // GS1's vectors put destinationList before sourceList and certificationInfo among the hashed, other than the standard's own table.
    public static readonly PreHashOrder Event = new(
        Time("eventTime"),
        Text("eventTimeZoneOffset"),
        Uri("certificationInfo"),
        ListOf("epcList", "epc"),
        Uri("parentID"),
        ListOf("inputEPCList", "epc"),
        ListOf("childEPCs", "epc"),
        ListOf("quantityList", "quantityElement", Quantity),
        ListOf("childQuantityList", "quantityElement", Quantity),
        ListOf("inputQuantityList", "quantityElement", Quantity),
        ListOf("outputEPCList", "epc"),
        ListOf("outputQuantityList", "quantityElement", Quantity),
        Text("action"),
        Uri("transformationID"),
        Word("bizStep", Cbv.BizStep),
        Word("disposition", Cbv.Disposition),
        Nested("persistentDisposition", new(Word("set", Cbv.Disposition), Word("unset", Cbv.Disposition))),
        Nested("readPoint", Id),
        Nested("bizLocation", Id),
        ListOf("bizTransactionList", "", new(Word("type", Cbv.BizTransactionType), Uri("bizTransaction"))),
        ListOf("destinationList", "", new(Word("type", Cbv.SourceDestType), Uri("destination"))),
        ListOf("sourceList", "", new(Word("type", Cbv.SourceDestType), Uri("source"))),
        ListOf("sensorElementList", "sensorElement", new(Nested("sensorMetadata", SensorMetadata), Nested("sensorReport", SensorReport))),
        Nested("ilmd", new()));

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private PreHashOrder(params PreHashProperty[] properties)
    {
        Properties = properties;
        for (var i = 0; i < properties.Length; i++) places[properties[i].Name] = i;
    }

    public IReadOnlyList<PreHashProperty> Properties { get; }

    /// <summary>Where a member stands in the order; -1 for an extension.</summary>
    public int PlaceOf(string name) => places.GetValueOrDefault(name, -1);

    private static PreHashProperty Text(string name) => new(name, name);

    private static PreHashProperty Time(string name) => new(name, name) { Form = PreHashForm.Time };

    private static PreHashProperty Uri(string name) => new(name, name) { Form = PreHashForm.Uri };

    private static PreHashProperty Word(string name, CbvVocabulary vocabulary) => new(name, name) { Vocabulary = vocabulary };

    private static PreHashProperty Nested(string name, PreHashOrder within) => new(name, name) { Within = within };

    private static PreHashProperty ListOf(string name, string item, PreHashOrder? within = null) =>
        new(name, item) { HasListName = true, Form = PreHashForm.Uri, Within = within };
}

using System.Text.Json;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>One EPCIS 2.0 event: its JSON as it was written, and a typed view of it.</summary>
/// <remarks>
/// The view never throws. Where the event is not valid, what cannot be read is null or left out; see <see cref="Validate"/>.
/// Identifiers are given in the one form that is compared: GS1 keys as constrained canonical Digital Links, CURIEs expanded, other
/// URIs as they are. Values of a CBV vocabulary are given as bare words, others as full URIs. <see cref="Json"/> has the original.
/// </remarks>
public sealed class EpcisEvent
{
    private readonly EpcisContext around;
    private EpcisContext? context;

    /// <param name="around">Of the document; what the event itself defines comes on top when it is asked for.</param>
    internal EpcisEvent(JsonElement json, EpcisContext around, string path) => (Json, this.around, Path) = (json, around, path);

    /// <summary>The event, nothing lost: order, number texts and extensions are those of the sender.</summary>
    public JsonElement Json { get; }

    /// <summary>Where it stands in the document that it came in: <c>$.epcisBody.eventList[0]</c>.</summary>
    public string Path { get; }

    /// <summary>The namespaces of document and event together.</summary>
    public EpcisContext Context => context ??= Json.TryGetProperty("@context", out var own) ? around.With(own) : around;

    public EpcisEventType Type => Text("type") is { } type ? TypeOf(type) : EpcisEventType.Unknown;

    /// <summary>With the offset that it was written with, which need not be <see cref="EventTimeZoneOffset"/>.</summary>
    public DateTimeOffset? EventTime => Time(Json, "eventTime");

    /// <summary>What the clock on the wall showed where it happened.</summary>
    public TimeSpan? EventTimeZoneOffset => EpcisTime.TryParseZoneOffset(Text("eventTimeZoneOffset"), out var offset) ? offset : null;

    public DateTimeOffset? RecordTime => Time(Json, "recordTime");

    public string? EventId => Text("eventID");

    public IReadOnlyList<string> CertificationInfo => Ids(Json, "certificationInfo");

    public EpcisAction? Action => Text("action") switch
    {
        "OBSERVE" => EpcisAction.Observe,
        "ADD" => EpcisAction.Add,
        "DELETE" => EpcisAction.Delete,
        _ => null,
    };

    public string? BizStep => Word(Json, "bizStep", Cbv.BizStep);

    public string? Disposition => Word(Json, "disposition", Cbv.Disposition);

    public PersistentDisposition? PersistentDisposition => Object("persistentDisposition") is { } json
        ? new(Words(json, "set", Cbv.Disposition), Words(json, "unset", Cbv.Disposition))
        : null;

    /// <summary>The id of the read point.</summary>
    public string? ReadPoint => Object("readPoint") is { } json ? Id(json, "id") : null;

    /// <summary>The id of the business location.</summary>
    public string? BizLocation => Object("bizLocation") is { } json ? Id(json, "id") : null;

    public IReadOnlyList<string> EpcList => Ids(Json, "epcList");

    public IReadOnlyList<QuantityElement> QuantityList => Quantities("quantityList");

    public string? ParentId => Id(Json, "parentID");

    public IReadOnlyList<string> ChildEpcs => Ids(Json, "childEPCs");

    public IReadOnlyList<QuantityElement> ChildQuantityList => Quantities("childQuantityList");

    public IReadOnlyList<string> InputEpcList => Ids(Json, "inputEPCList");

    public IReadOnlyList<QuantityElement> InputQuantityList => Quantities("inputQuantityList");

    public IReadOnlyList<string> OutputEpcList => Ids(Json, "outputEPCList");

    public IReadOnlyList<QuantityElement> OutputQuantityList => Quantities("outputQuantityList");

    public string? TransformationId => Id(Json, "transformationID");

    /// <summary>Instance or lot master data: an object of extension members.</summary>
    public JsonElement? Ilmd => Object("ilmd");

    public IReadOnlyList<BizTransaction> BizTransactionList => List("bizTransactionList", json =>
        Id(json, "bizTransaction") is { } id ? new BizTransaction(Word(json, "type", Cbv.BizTransactionType), id) : null);

    public IReadOnlyList<SourceOrDestination> SourceList => List("sourceList", json =>
        Id(json, "source") is { } id ? new SourceOrDestination(Word(json, "type", Cbv.SourceDestType), id) : null);

    public IReadOnlyList<SourceOrDestination> DestinationList => List("destinationList", json =>
        Id(json, "destination") is { } id ? new SourceOrDestination(Word(json, "type", Cbv.SourceDestType), id) : null);

    public IReadOnlyList<SensorElement> SensorElementList => List("sensorElementList", json =>
        new SensorElement(ObjectOf(json, "sensorMetadata"), [.. Items(json, "sensorReport").Where(IsObject)], json));

    public ErrorDeclaration? ErrorDeclaration => Object("errorDeclaration") is { } json
        ? new(
            Time(json, "declarationTime"),
            Word(json, "reason", Cbv.ErrorReason),
            [.. Items(json, "correctiveEventIDs").Select(TextOf).OfType<string>()],
            json)
        : null;

    /// <summary>The value of an extension of the event, by namespace and local name, whatever prefix it was written with.</summary>
    public JsonElement? Extension(string namespaceUri, string localName)
    {
        foreach (var member in Json.EnumerateObject())
        {
            if (!Context.TryResolve(member.Name, out var space, out var local)) continue;
            if (local == localName && space == namespaceUri) return member.Value;
        }

        return null;
    }

    /// <summary>Every fault of this event, with paths from the root of the document that it came in.</summary>
    public IReadOnlyList<FieldFault> Validate()
    {
        var check = new FieldChecker(Path, Context);
        EpcisRules.Event(check, Json);
        return check.Faults;
    }

    /// <summary>
    /// Whether two events say the same, member by member. Order of members and the way a number is written (1, 1.0) do not count; order
    /// in lists does.
    /// </summary>
    public bool SameJsonAs(EpcisEvent other) => JsonElement.DeepEquals(Json, other.Json);

    /// <summary>Writes the event as a bare event that needs no document: with an <c>@context</c> of its own, all else as it was.</summary>
    public void WriteStandalone(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("@context");
        Context.WriteTo(writer);
        foreach (var member in Json.EnumerateObject())
        {
            if (!member.NameEquals("@context")) member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>A URI that stands outside of an event, in the one form that is compared.</summary>
    public static string CanonicalUri(string uri) => Canonical(uri, EpcisContext.Standard);

    internal static EpcisEventType TypeOf(string type) => type switch
    {
        "ObjectEvent" => EpcisEventType.ObjectEvent,
        "AggregationEvent" => EpcisEventType.AggregationEvent,
        "TransactionEvent" => EpcisEventType.TransactionEvent,
        "TransformationEvent" => EpcisEventType.TransformationEvent,
        "AssociationEvent" => EpcisEventType.AssociationEvent,
        _ => UriText.IsUri(type) ? EpcisEventType.Extension : EpcisEventType.Unknown,
    };

    /// <summary>The form of a URI that is compared and hashed.</summary>
    internal static string Canonical(string uri, EpcisContext context)
    {
        var full = Cbv.UrnToWebUri(context.Expand(uri) ?? uri);
        return DigitalLink.Canonical(full) ?? full;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? TextOf(value) : null;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        EpcisTime.TryParse(TextOf(json, name), out var time) ? time : null;

    private static JsonElement? ObjectOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && IsObject(value) ? value : null;

    private static bool IsObject(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    // A member that may be a list or a single value is read as a list of one.
    private static List<JsonElement> Items(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value)) return [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
    }

    private string? Text(string name) => TextOf(Json, name);

    private JsonElement? Object(string name) => ObjectOf(Json, name);

    private string? Id(JsonElement json, string name) => TextOf(json, name) is { } uri ? Canonical(uri, Context) : null;

    private List<string> Ids(JsonElement json, string name) =>
        [.. Items(json, name).Select(TextOf).OfType<string>().Select(uri => Canonical(uri, Context))];

    private string? Word(JsonElement json, string name, CbvVocabulary vocabulary) =>
        TextOf(json, name) is { } word ? vocabulary.Normal(word, Context) : null;

    private List<string> Words(JsonElement json, string name, CbvVocabulary vocabulary) =>
        [.. Items(json, name).Select(TextOf).OfType<string>().Select(word => vocabulary.Normal(word, Context))];

    private List<T> List<T>(string name, Func<JsonElement, T?> read)
        where T : class =>
        [.. Items(Json, name).Where(IsObject).Select(read).OfType<T>()];

    private List<QuantityElement> Quantities(string name) => List(name, json =>
        Id(json, "epcClass") is { } epcClass
            ? new QuantityElement(epcClass, json.TryGetProperty("quantity", out var number) ? Decimal(number) : null, TextOf(json, "uom"))
            : null);

    private static decimal? Decimal(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetDecimal(out var value) ? value : null;
}

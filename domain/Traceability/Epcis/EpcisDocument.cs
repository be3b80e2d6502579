using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>What a text that holds EPCIS is as a whole.</summary>
public enum EpcisDocumentKind
{
    /// <summary>Events on their way in, or a file of them.</summary>
    EpcisDocument,

    /// <summary>The answer to a query.</summary>
    EpcisQueryDocument,

    /// <summary>One event, with its context in it.</summary>
    BareEvent,
}

/// <summary>
/// An EPCIS 2.0 document in JSON, as it was written. Reading it proves only that it is JSON of that shape; <see cref="Validate"/> does
/// the rest.
/// </summary>
public sealed class EpcisDocument
{
    /// <summary>Far more than any event needs; deeper nesting is an attack on whoever reads it recursively.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private EpcisDocument(JsonElement json, EpcisDocumentKind kind, EpcisContext context, IReadOnlyList<EpcisEvent> events, IReadOnlyList<string> notEvents) =>
        (Json, Kind, Context, Events, NotEvents) = (json, kind, context, events, notEvents);

    /// <summary>The whole document.</summary>
    public JsonElement Json { get; }

    public EpcisDocumentKind Kind { get; }

    /// <summary>The namespaces of the document. An event may add to them.</summary>
    public EpcisContext Context { get; }

    /// <summary>
    /// In the order of the document. What stands in the event list and is no object is left out here, and a fault in <see
    /// cref="Validate"/>.
    /// </summary>
    public IReadOnlyList<EpcisEvent> Events { get; }

    /// <summary>The paths of what stands in the event list and is no object.</summary>
    public IReadOnlyList<string> NotEvents { get; }

    /// <summary>Reads UTF-8, with or without a byte order mark.</summary>
    /// <param name="utf8">Not copied: it must stay as it is for as long as the document or one of its events is in use.</param>
    /// <returns><see cref="EpcisErrors.UnreadableJson"/> or <see cref="EpcisErrors.NotEpcis"/>.</returns>
    public static Result<EpcisDocument> Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        try
        {
            var root = JsonDocument.Parse(utf8, Options).RootElement;
            return JsonFaults.MayHideBrokenText(utf8.Span) && JsonFaults.First(utf8.Span, MaxDepth) is { } fault
                ? EpcisErrors.UnreadableJson(fault)
                : Read(root);
        }
        catch (Exception refusal) when (refusal is JsonException or InvalidOperationException)
        {
            return EpcisErrors.UnreadableJson(JsonFaults.First(utf8.Span, MaxDepth) ?? new FieldFault("$", "The text is not JSON."));
        }
    }

    /// <summary>Reads an element of a document that is open already. It is copied, so that the same rules hold.</summary>
    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte})"/>
    public static Result<EpcisDocument> Parse(JsonElement json) =>
        json.ValueKind == JsonValueKind.Undefined ? EpcisErrors.NotEpcis("$") : Parse(JsonMarshal.GetRawUtf8Value(json).ToArray());

    /// <summary>Reads a document that must be free of faults.</summary>
    /// <param name="utf8">As for <see cref="Parse(ReadOnlyMemory{byte})"/>.</param>
    /// <returns>Also <see cref="EpcisErrors.InvalidEpcis"/>, with every fault.</returns>
    public static Result<EpcisDocument> ParseValid(ReadOnlyMemory<byte> utf8) =>
        Parse(utf8).Then<EpcisDocument>(document =>
            document.Validate() is { Count: > 0 } faults ? EpcisErrors.InvalidEpcis(faults) : document);

    /// <summary>Every fault of the document and its events, with a path from the document's root; empty when it obeys EPCIS 2.0.</summary>
    public IReadOnlyList<FieldFault> Validate() => Check(withEvents: true);

    /// <summary>
    /// The faults around the events. Together with <see cref="EpcisEvent.Validate"/>, for those who take good events beside bad ones.
    /// </summary>
    public IReadOnlyList<FieldFault> ValidateEnvelope() => Check(withEvents: false);

    private List<FieldFault> Check(bool withEvents)
    {
        var check = new FieldChecker("$", EpcisContext.Standard) { WithEvents = withEvents };
        var rule = Kind switch
        {
            EpcisDocumentKind.EpcisDocument => EpcisRules.Document,
            EpcisDocumentKind.EpcisQueryDocument => EpcisRules.QueryDocument,
            _ => EpcisRules.BareEvent,
        };
        rule(check, Json);
        return check.Faults;
    }

    private static Result<EpcisDocument> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return EpcisErrors.NotEpcis("$");
        if (!root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) return EpcisErrors.NotEpcis("$.type");

        var context = root.TryGetProperty("@context", out var own) ? EpcisContext.Standard.With(own) : EpcisContext.Standard;
        return type.GetString() switch
        {
            "EPCISDocument" => WithEventsBelow(root, EpcisDocumentKind.EpcisDocument, context, "epcisBody"),
            "EPCISQueryDocument" => WithEventsBelow(root, EpcisDocumentKind.EpcisQueryDocument, context, "epcisBody", "queryResults", "resultsBody"),
            { } name when EpcisEvent.TypeOf(name) is not EpcisEventType.Unknown =>
                new EpcisDocument(root, EpcisDocumentKind.BareEvent, context, [new EpcisEvent(root, EpcisContext.Standard, "$")], []),
            _ => EpcisErrors.NotEpcis("$.type"),
        };
    }

    private static EpcisDocument WithEventsBelow(JsonElement root, EpcisDocumentKind kind, EpcisContext context, params ReadOnlySpan<string> path)
    {
        var (events, others, start) = (new List<EpcisEvent>(), new List<string>(), $"$.{string.Join('.', path)}.eventList");
        foreach (var (index, item) in ListBelow(root, path).Index())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                others.Add($"{start}[{index}]");
                continue;
            }

            events.Add(new EpcisEvent(item, context, $"{start}[{index}]"));
        }

        return new EpcisDocument(root, kind, context, events, others);
    }

    private static IEnumerable<JsonElement> ListBelow(JsonElement holder, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty(name, out holder)) return [];
        }

        return holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("eventList", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [];
    }
}

using System.Buffers;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>What an answer is to, and how its identifiers are written.</summary>
public sealed record QueryDocumentOptions
{
    public static readonly QueryDocumentOptions Default = new();

    public string QueryName { get; init; } = "SimpleEventQuery";

    /// <summary>Null for an answer that nobody subscribed to.</summary>
    public string? SubscriptionId { get; init; }

    public EpcTranslator Identifiers { get; init; } = new(EpcFormat.AlwaysDigitalLink);
}

/// <summary>Writes events that came in different documents as one EPCISQueryDocument, each event as it was but for the form of its identifiers.</summary>
public static class QueryDocument
{
    /// <summary>UTF-8. <c>recordTime</c> and a missing <c>eventID</c> are ours to add; nothing else changes.</summary>
    /// <returns><see cref="EpcisErrors.NoUrn"/> where an identifier cannot be written as asked.</returns>
    public static Result<byte[]> Write(IReadOnlyList<StoredEvent> events, DateTimeOffset now, QueryDocumentOptions? options = null)
    {
        options ??= QueryDocumentOptions.Default;
        return Around("EPCISQueryDocument", events, options.Identifiers, now, (writer, list) =>
        {
            writer.WriteStartObject("queryResults");
            if (options.SubscriptionId is { } subscription) writer.WriteString("subscriptionID", subscription);
            writer.WriteString("queryName", options.QueryName);
            writer.WriteStartObject("resultsBody");
            // What cannot be written is left in the middle: nobody reads it.
            if (list() is { } error) return error;
            writer.WriteEndObject();
            writer.WriteEndObject();
            return null;
        });
    }

    /// <summary>The same events as an EPCISDocument: a file to pass on, and to capture elsewhere. UTF-8.</summary>
    public static byte[] WriteFile(IReadOnlyList<StoredEvent> events, DateTimeOffset now) =>
        Around("EPCISDocument", events, new EpcTranslator(EpcFormat.NeverTranslates), now, (_, list) => list()).Value;

    /// <param name="body">Writes what stands around the list, and calls for that in its place.</param>
    private static Result<byte[]> Around(string type, IReadOnlyList<StoredEvent> events, EpcTranslator identifiers, DateTimeOffset now, Func<Utf8JsonWriter, Func<Error?>, Error?> body)
    {
        var shared = new SharedContext();
        var opened = events.Select(stored => (stored, context: Read(stored.Context), json: Read(stored.Json))).ToArray();
        var agrees = opened.Select(one => shared.TryAdd(one.context)).ToArray();

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AgriTraceJson.Options.Encoder });
        writer.WriteStartObject();
        writer.WritePropertyName("@context");
        shared.WriteTo(writer);
        writer.WriteString("type", type);
        writer.WriteString("schemaVersion", "2.0");
        writer.WriteString("creationDate", now);
        writer.WriteStartObject("epcisBody");
        if (body(writer, List) is { } error) return error;
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();

        Error? List()
        {
            writer.WriteStartArray("eventList");
            foreach (var (one, isShared) in opened.Zip(agrees))
                if (WriteEvent(writer, identifiers, one.stored, one.json, one.context, isShared) is { } untold) return untold;
            writer.WriteEndArray();
            return null;
        }
    }

    /// <summary>One event by itself, with its context in it. UTF-8.</summary>
    /// <returns>As for <see cref="Write"/>.</returns>
    public static Result<byte[]> WriteOne(StoredEvent stored, EpcTranslator identifiers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AgriTraceJson.Options.Encoder });
        if (WriteEvent(writer, identifiers, stored, Read(stored.Json), Read(stored.Context), isShared: false) is { } error) return error;
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="around">The context of its document.</param>
    /// <param name="isShared">Whether that is part of this document's own.</param>
    private static Error? WriteEvent(Utf8JsonWriter writer, EpcTranslator identifiers, StoredEvent stored, JsonElement json, JsonElement around, bool isShared)
    {
        var prefixes = EpcisContext.Standard.With(around);
        if (json.TryGetProperty("@context", out var inside)) prefixes = prefixes.With(inside);
        writer.WriteStartObject();
        if (!isShared)
        {
            writer.WriteStartArray("@context");
            foreach (var part in StoredEvent.Parts(around)) part.WriteTo(writer);
            if (inside.ValueKind != JsonValueKind.Undefined)
                foreach (var part in StoredEvent.Parts(inside)) part.WriteTo(writer);
            writer.WriteEndArray();
        }

        foreach (var member in json.EnumerateObject().Where(member => !member.NameEquals("recordTime") && (isShared || !member.NameEquals("@context"))))
            if (identifiers.Write(writer, member, prefixes) is { } error) return error;
        writer.WriteString("recordTime", stored.RecordTime);
        if (!json.TryGetProperty("eventID", out _)) writer.WriteString("eventID", stored.Hash);
        writer.WriteEndObject();
        return null;
    }

    /// <summary>A deeper event than ours can be is refused when it comes in.</summary>
    private static JsonElement Read(string json) => JsonElement.Parse(json);

    /// <summary>The contexts of many documents in one, as long as no prefix means two things.</summary>
    private sealed class SharedContext
    {
        private readonly List<string> addresses = [EpcisContext.StandardUri];
        private readonly Dictionary<string, JsonElement> terms = new(StringComparer.Ordinal);

        /// <returns>False, and nothing is added, where a term is known with another meaning.</returns>
        public bool TryAdd(JsonElement context)
        {
            var parts = StoredEvent.Parts(context).ToArray();
            var own = parts.Where(part => part.ValueKind == JsonValueKind.Object).SelectMany(part => part.EnumerateObject()).ToArray();
            if (own.DistinctBy(term => term.Name).Count() != own.Length) return false;
            if (own.Any(term => terms.TryGetValue(term.Name, out var known) && !JsonElement.DeepEquals(known, term.Value))) return false;

            addresses.AddRange(parts.Where(part => part.ValueKind == JsonValueKind.String).Select(part => part.GetString()!).Except(addresses));
            foreach (var term in own) terms[term.Name] = term.Value;
            return true;
        }

        public void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartArray();
            foreach (var address in addresses) writer.WriteStringValue(address);
            if (terms.Count > 0)
            {
                writer.WriteStartObject();
                foreach (var (name, value) in terms)
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}

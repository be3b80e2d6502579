using System.Buffers;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>Writes events that came in different documents as one EPCISQueryDocument, each event as it was.</summary>
public static class QueryDocument
{
    /// <summary>UTF-8. <c>recordTime</c> and a missing <c>eventID</c> are ours to add; nothing else changes.</summary>
    public static byte[] Write(IReadOnlyList<StoredEvent> events, DateTimeOffset now)
    {
        var shared = new SharedContext();
        var opened = events.Select(stored => (stored, context: Read(stored.Context), json: Read(stored.Json))).ToArray();
        var agrees = opened.Select(one => shared.TryAdd(one.context)).ToArray();

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AgriTraceJson.Options.Encoder });
        writer.WriteStartObject();
        writer.WritePropertyName("@context");
        shared.WriteTo(writer);
        writer.WriteString("type", "EPCISQueryDocument");
        writer.WriteString("schemaVersion", "2.0");
        writer.WriteString("creationDate", now);
        writer.WriteStartObject("epcisBody");
        writer.WriteStartObject("queryResults");
        writer.WriteString("queryName", "SimpleEventQuery");
        writer.WriteStartObject("resultsBody");
        writer.WriteStartArray("eventList");
        foreach (var (one, isShared) in opened.Zip(agrees)) WriteEvent(writer, one.stored, one.json, isShared ? null : one.context);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One event by itself, with its context in it. UTF-8.</summary>
    public static byte[] WriteOne(StoredEvent stored)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = AgriTraceJson.Options.Encoder });
        WriteEvent(writer, stored, Read(stored.Json), Read(stored.Context));
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="around">The context of its document, where that could not be shared.</param>
    private static void WriteEvent(Utf8JsonWriter writer, StoredEvent stored, JsonElement json, JsonElement? around)
    {
        writer.WriteStartObject();
        if (around is { } context)
        {
            writer.WriteStartArray("@context");
            foreach (var part in StoredEvent.Parts(context)) part.WriteTo(writer);
            if (json.TryGetProperty("@context", out var own))
                foreach (var part in StoredEvent.Parts(own)) part.WriteTo(writer);
            writer.WriteEndArray();
        }

        foreach (var member in json.EnumerateObject())
            if (!member.NameEquals("recordTime") && !(around is not null && member.NameEquals("@context"))) member.WriteTo(writer);
        writer.WriteString("recordTime", stored.RecordTime);
        if (!json.TryGetProperty("eventID", out _)) writer.WriteString("eventID", stored.Hash);
        writer.WriteEndObject();
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

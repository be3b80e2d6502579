using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>An EPCIS event as a cooperative keeps it: word for word, and never changed.</summary>
/// <param name="Hash">Its identity: the CBV 2.0 event hash URI.</param>
/// <param name="Context">The <c>@context</c> of the document that it came in, as JSON; an event's own stays inside it.</param>
/// <param name="Json">The event as it was written. A text and not a tree, so that its nesting does not add to ours.</param>
/// <param name="Declaration">Tells the error declarations of one event apart, by their time and content; null for an event.</param>
public sealed record StoredEvent(
    string Coop, string Hash, DateTimeOffset RecordTime, DateTimeOffset EventTime, string Context, string Json, string? Declaration = null)
{
    private const string NoContext = "[]";
    private const string StampFormat = "yyyyMMddHHmmssfff";

    /// <summary>Its identity, ordered by event time, which is rounded as in the hash: what has one hash has one key. A declaration has the hash of the event that it declares wrong, and stands beside it.</summary>
    [JsonIgnore]
    public string Key { get; } =
        $"{Stamp(EpcisTime.Rounded(EventTime))}|{Hash[(Hash.IndexOf(';', StringComparison.Ordinal) + 1)..Hash.IndexOf('?', StringComparison.Ordinal)]}{(Declaration is null ? null : "|e" + Declaration)}";

    /// <summary>The day of the event in UTC, as <c>yyyyMMdd</c>.</summary>
    [JsonIgnore]
    public string Day => DayOf(Key);

    /// <param name="document">The document of the event, for its context.</param>
    /// <param name="epcis">Valid, so it has a time.</param>
    public static StoredEvent Of(string coop, EpcisDocument document, EpcisEvent epcis, DateTimeOffset now)
    {
        var context = document.Kind != EpcisDocumentKind.BareEvent && document.Json.TryGetProperty("@context", out var around) ? around.GetRawText() : NoContext;
        return new StoredEvent(coop, EventHash.Of(epcis).Hash, now, epcis.EventTime!.Value, context, epcis.Json.GetRawText(), EventHash.OfDeclaration(epcis));
    }

    /// <summary>The event to read, with all its namespaces.</summary>
    public EpcisEvent Open()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        using (var around = JsonDocument.Parse(Context))
        using (var json = JsonDocument.Parse(Json))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("@context");
            foreach (var part in Parts(around.RootElement)) part.WriteTo(writer);
            if (json.RootElement.TryGetProperty("@context", out var own))
                foreach (var part in Parts(own)) part.WriteTo(writer);
            writer.WriteEndArray();
            foreach (var member in json.RootElement.EnumerateObject())
                if (!member.NameEquals("@context")) member.WriteTo(writer);
            writer.WriteEndObject();
        }

        return EpcisDocument.Parse(buffer.WrittenMemory).Value.Events[0];
    }

    /// <summary>Whether it is the event that was stored once: its hash is computed anew. Never throws, whatever became of it.</summary>
    public bool IsAsItsHashSays()
    {
        try
        {
            return EventHash.Of(Open()).Hash == Hash;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The day of a <see cref="Key"/>.</summary>
    public static string DayOf(string key) => key[..8];

    /// <summary>The time of a <see cref="Key"/>, in UTC.</summary>
    public static DateTimeOffset TimeOf(string key) =>
        DateTimeOffset.ParseExact(key.AsSpan(0, StampFormat.Length), StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The key of the event that a declaration with this <see cref="Key"/> declares wrong; null for the key of an event.</summary>
    public static string? KeyOfDeclared(string key) =>
        key.LastIndexOf('|') is var split && split > StampFormat.Length ? key[..split] : null;

    /// <summary>A time as keys have it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);

    /// <summary>A context is one part or a list of them.</summary>
    internal static IEnumerable<JsonElement> Parts(JsonElement context) =>
        context.ValueKind == JsonValueKind.Array ? context.EnumerateArray() : [context];
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>An EPCIS event as a cooperative keeps it: word for word, and never changed.</summary>
/// <param name="Hash">Its identity: the CBV 2.0 event hash URI.</param>
/// <param name="Context">The <c>@context</c> of the document that it came in, as JSON; an event's own stays inside it.</param>
/// <param name="Json">The event as it was written. A text and not a tree, so that its nesting does not add to ours.</param>
public sealed record StoredEvent(string Coop, string Hash, DateTimeOffset RecordTime, DateTimeOffset EventTime, string Context, string Json)
{
    /// <summary>In characters, context included: a table entity holds 1 MiB of UTF-16, and a transaction of one 4 MiB of escaped text.</summary>
    public const int MaxLength = 300_000;

    private const string NoContext = "[]";

    /// <summary>Orders by event time. An error declaration has the hash of the event that it declares wrong, and is kept beside it.</summary>
    [JsonIgnore]
    public string Key { get; } = $"{Stamp(EventTime)}|{Hash[(Hash.IndexOf(';', StringComparison.Ordinal) + 1)..Hash.IndexOf('?', StringComparison.Ordinal)]}{Declaration(Json)}";

    /// <summary>The month in UTC, as <c>yyyyMM</c>.</summary>
    [JsonIgnore]
    public string Month => Stamp(EventTime)[..6];

    [JsonIgnore]
    public bool IsTooLarge => Context.Length + Json.Length > MaxLength;

    /// <param name="document">The document of the event, for its context.</param>
    /// <param name="epcis">Valid, so it has a time.</param>
    public static StoredEvent Of(string coop, EpcisDocument document, EpcisEvent epcis, DateTimeOffset now)
    {
        var context = document.Kind != EpcisDocumentKind.BareEvent && document.Json.TryGetProperty("@context", out var around) ? around.GetRawText() : NoContext;
        return new StoredEvent(coop, EventHash.Of(epcis).Hash, now, epcis.EventTime!.Value, context, epcis.Json.GetRawText());
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

    /// <summary>A time as keys have it.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture);

    /// <summary>A context is one part or a list of them.</summary>
    internal static IEnumerable<JsonElement> Parts(JsonElement context) =>
        context.ValueKind == JsonValueKind.Array ? context.EnumerateArray() : [context];

    private static string Declaration(string json)
    {
        if (!json.Contains("errorDeclaration", StringComparison.Ordinal)) return string.Empty;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("errorDeclaration", out var declaration)
            ? "|e" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(declaration.GetRawText())))[..16]
            : string.Empty;
    }
}

using System.Collections.Frozen;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>
/// Writes the identifiers of events in the form that a caller asked for. Identifiers that are no GS1 keys have one form only and stay,
/// as does all else: extensions, sensor data, error declarations.
/// </summary>
/// <param name="prefixLengthOf">
/// Is given a key from where its company prefix begins, and says how many digits that prefix has; null where it does not know. No link
/// shows it, and without it there is no EPC URN.
/// </param>
public sealed class EpcTranslator(EpcFormat format, Func<string, int?>? prefixLengthOf = null)
{
    /// <summary>Members of events that hold identifiers, and the member of their objects that does; empty where they are texts themselves.</summary>
    private static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>
    {
        ["epcList"] = "",
        ["childEPCs"] = "",
        ["inputEPCList"] = "",
        ["outputEPCList"] = "",
        ["parentID"] = "",
        ["transformationID"] = "",
        ["quantityList"] = "epcClass",
        ["childQuantityList"] = "epcClass",
        ["inputQuantityList"] = "epcClass",
        ["outputQuantityList"] = "epcClass",
        ["readPoint"] = "id",
        ["bizLocation"] = "id",
        ["bizTransactionList"] = "bizTransaction",
        ["sourceList"] = "source",
        ["destinationList"] = "destination",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>One identifier.</summary>
    /// <param name="context">What its prefix means, where it is a CURIE.</param>
    /// <returns><see cref="EpcisErrors.NoUrn"/> where a GS1 key cannot be written as asked.</returns>
    public Result<string> Translate(string uri, EpcisContext context)
    {
        if (format is EpcFormat.NeverTranslates or EpcFormat.NoPreference) return uri;
        var full = context.Expand(uri) ?? uri;
        if (format == EpcFormat.AlwaysDigitalLink) return EpcUrn.ToDigitalLink(full) ?? uri;
        if (full.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) || DigitalLink.Canonical(full) is null) return uri;
        return EpcUrn.FromDigitalLink(full, prefixLengthOf ?? (_ => null)).Try(out var urn, out _) ? urn : EpcisErrors.NoUrn(uri);
    }

    /// <summary>Writes an event that is a document of its own, see <see cref="EpcisEvent.WriteStandalone"/>.</summary>
    /// <returns>As <see cref="Write(Utf8JsonWriter, JsonProperty, EpcisContext)"/>.</returns>
    public Error? WriteStandalone(Utf8JsonWriter writer, EpcisEvent epcis)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("@context");
        epcis.Context.WriteTo(writer);
        foreach (var member in epcis.Json.EnumerateObject().Where(member => !member.NameEquals("@context")))
            if (Write(writer, member, epcis.Context) is { } error) return error;
        writer.WriteEndObject();
        return null;
    }

    /// <summary>Writes a member of an event.</summary>
    /// <returns>The refusal, after which what was written is half a document and must go; null when all went well.</returns>
    internal Error? Write(Utf8JsonWriter writer, JsonProperty member, EpcisContext context)
    {
        if (!Places.TryGetValue(member.Name, out var inner))
        {
            member.WriteTo(writer);
            return null;
        }

        writer.WritePropertyName(member.Name);
        return Write(writer, member.Value, inner, context);
    }

    private Error? Write(Utf8JsonWriter writer, JsonElement value, string inner, EpcisContext context)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return WriteList(writer, value, inner, context);
            case JsonValueKind.Object when inner.Length > 0:
                return WriteObject(writer, value, inner, context);
            case JsonValueKind.String when inner.Length == 0:
                if (!Translate(value.GetString()!, context).Try(out var text, out var error)) return error;
                writer.WriteStringValue(text);
                return null;
            default:
                value.WriteTo(writer);
                return null;
        }
    }

    private Error? WriteList(Utf8JsonWriter writer, JsonElement list, string inner, EpcisContext context)
    {
        writer.WriteStartArray();
        var (written, isTranslated) = (new HashSet<string>(StringComparer.Ordinal), false);
        foreach (var item in list.EnumerateArray())
        {
            if (inner.Length > 0 || item.ValueKind != JsonValueKind.String)
            {
                if (Write(writer, item, inner, context) is { } wrong) return wrong;
                continue;
            }

            if (!Translate(item.GetString()!, context).Try(out var text, out var error)) return error;
            isTranslated |= !item.ValueEquals(text);
            // Two ways to write one identifier became one, and the standard's lists hold nothing twice.
            if (written.Add(text) || !isTranslated) writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        return null;
    }

    private Error? WriteObject(Utf8JsonWriter writer, JsonElement json, string inner, EpcisContext context)
    {
        writer.WriteStartObject();
        foreach (var member in json.EnumerateObject())
        {
            if (!member.NameEquals(inner))
            {
                member.WriteTo(writer);
                continue;
            }

            writer.WritePropertyName(inner);
            if (Write(writer, member.Value, "", context) is { } error) return error;
        }

        writer.WriteEndObject();
        return null;
    }
}

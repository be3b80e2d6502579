using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>
/// Writes the pre-hash string of an event (CBV 2.0, 8.9.1). It takes any JSON object; what breaks the rules of EPCIS is written as an
/// extension would be.
/// </summary>
internal sealed class PreHash(EpcisContext context)
{
    // Said about the event, not in it.
    private static readonly HashSet<string> NotHashed = ["@context", "type", "eventID", "recordTime", "errorDeclaration"];

    public string Of(JsonElement json, IReadOnlySet<string>? ignored)
    {
        var text = new StringBuilder(1024);
        if (json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            text.Append("eventType=").Append(context.Expand(type.GetString()!) ?? type.GetString());
        }

        WriteMembers(text, json, PreHashOrder.Event, name => NotHashed.Contains(name) || IsIgnored(name, ignored));
        return text.ToString();
    }

    private bool IsIgnored(string name, IReadOnlySet<string>? ignored) =>
        ignored is { Count: > 0 } && context.TryResolve(name, out var space, out var local) && ignored.Contains(space + local);

    private void WriteMembers(StringBuilder text, JsonElement json, PreHashOrder order, Func<string, bool>? skips = null)
    {
        var standard = new JsonElement[order.Properties.Count];
        var extensions = new List<string>();
        foreach (var member in json.EnumerateObject())
        {
            var name = member.Name;
            var place = order.PlaceOf(name);
            if (place >= 0) standard[place] = member.Value;
            else if (skips is null || !skips(name)) AddExtension(extensions, KeyOf(name), member.Value);
        }

        for (var i = 0; i < standard.Length; i++)
        {
            if (standard[i].ValueKind != JsonValueKind.Undefined) WriteProperty(text, order.Properties[i], standard[i]);
        }

        AppendSorted(text, extensions);
    }

    private void WriteProperty(StringBuilder text, PreHashProperty property, JsonElement value)
    {
        var items = new List<string>();
        if (value.ValueKind != JsonValueKind.Array) AddItem(items, property, value);
        else foreach (var item in value.EnumerateArray()) AddItem(items, property, item);

        if (property.HasListName && items.Count > 0) text.Append(property.Name);
        AppendSorted(text, items);
    }

    private void AddItem(List<string> items, PreHashProperty property, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Array || (value.ValueKind is JsonValueKind.Object && property.Within is null))
        {
            AddExtension(items, property.Item, value);
            return;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            var within = new StringBuilder();
            WriteMembers(within, value, property.Within!);
            if (within.Length > 0) items.Add(property.Item + within);
        }
        else if (TextOf(property, value) is { Length: > 0 } text)
        {
            items.Add($"{property.Item}={text}");
        }
    }

    private void AddExtension(List<string> texts, string key, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) AddExtension(texts, key, item);
                return;
            case JsonValueKind.Object:
                var children = new List<string>();
                foreach (var member in value.EnumerateObject()) AddExtension(children, KeyOf(member.Name), member.Value);
                var text = new StringBuilder(key);
                AppendSorted(text, children);
                texts.Add(text.ToString());
                return;
            default:
                var plain = value.ValueKind == JsonValueKind.String ? ExtensionText(value.GetString()!.Trim()) : Scalar(value);
                texts.Add(plain.Length == 0 ? key : $"{key}={plain}");
                return;
        }
    }

    private string TextOf(PreHashProperty property, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return Scalar(value);

        var text = value.GetString()!.Trim();
        if (property.Vocabulary is { } vocabulary) return vocabulary.ToWebUri(text, context);
        return property.Form switch
        {
            PreHashForm.Time => EpcisTime.TryParse(text, out var time) ? EpcisTime.ToHashText(time) : text,
            PreHashForm.Uri => EpcisEvent.Canonical(text, context),
            _ => text,
        };
    }

    // An extension's text is a literal, where a colon makes no CURIE; but GS1's identifiers are known for what they are.
    private static string ExtensionText(string text)
    {
        var uri = Cbv.UrnToWebUri(text);
        return DigitalLink.Canonical(uri) ?? uri;
    }

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => NumberText.Canonical(value.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };

    private string KeyOf(string name) => context.TryResolve(name, out var space, out var local) ? $"{{{space}}}{local}" : name;

    private static void AppendSorted(StringBuilder text, List<string> parts)
    {
        if (parts.Count > 1) parts.Sort(ByUtf8);
        foreach (var part in parts) text.Append(part);
    }

    // Ordinal order of UTF-16 differs from that of UTF-8 only where one of the two has a surrogate: those stand for the highest code
    // points.
    private static int ByUtf8(string one, string other)
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        if (same == one.Length || same == other.Length) return one.Length.CompareTo(other.Length);
        var (a, b) = (one[same], other[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}

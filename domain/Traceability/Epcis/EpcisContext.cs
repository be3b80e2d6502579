using System.Collections.Frozen;
using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>
/// The namespaces that an event's prefixes stand for: those of GS1's own context, overlaid by what the document and the event define.
/// </summary>
/// <remarks>
/// No context is ever fetched. A prefix that only a foreign context document defines is unknown here, and its use is a fault.
/// </remarks>
public sealed class EpcisContext
{
    /// <summary>The context that every document names (EPCIS 2.0, 9.4).</summary>
    public const string StandardUri = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    /// <summary>What GS1's context defines, whether the document names that context or not.</summary>
    public static readonly EpcisContext Standard = new(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cbv"] = "https://ref.gs1.org/cbv/",
            ["cbvmda"] = "urn:epcglobal:cbv:mda:",
            ["dcterms"] = "http://purl.org/dc/terms/",
            ["epcis"] = "https://ref.gs1.org/epcis/",
            ["gs1"] = "https://gs1.org/voc/",
            ["owl"] = "http://www.w3.org/2002/07/owl#",
            ["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#",
            ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        }.ToFrozenDictionary(StringComparer.Ordinal),
        []);

    private readonly IReadOnlyDictionary<string, string> namespaces;
    private readonly IReadOnlyList<JsonElement> sources;

    private EpcisContext(IReadOnlyDictionary<string, string> namespaces, IReadOnlyList<JsonElement> sources) =>
        (this.namespaces, this.sources) = (namespaces, sources);

    /// <summary>Reads what the header <c>GS1-Extensions</c> of a request defines, beside GS1's own context, for the names in its query.</summary>
    /// <param name="header"><c>prefix=namespace</c>, with commas between the pairs.</param>
    public static Result<EpcisContext> OfExtensions(string header)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=', 2) is not [var prefix, var uri] || !IsPrefix(prefix) || !UriText.IsUri(uri)) return EpcisErrors.BadExtensions(MaxExtensions);
            if (!known.TryAdd(prefix, uri) || known.Count > MaxExtensions) return EpcisErrors.BadExtensions(MaxExtensions);
        }

        return known.Count == 0 ? Standard : Standard.With(JsonSerializer.SerializeToElement(known));
    }

    private const int MaxExtensions = 20;

    /// <summary>Terms and characters of a namespace: one term may stand on another, so a short text could make endless ones.</summary>
    private const int MaxTerms = 1_000, MaxNamespace = 500;

    /// <summary>In characters.</summary>
    internal int LongestNamespace => namespaces.Values.Max(space => space.Length);

    /// <summary>Null where the prefix is not defined.</summary>
    public string? NamespaceOf(string prefix) => namespaces.GetValueOrDefault(prefix);

    /// <summary>
    /// A context that also knows what an <c>@context</c> member defines; the later definition wins. What cannot be a prefix is passed
    /// over, as are namespaces over 500 characters and terms beyond the first thousand.
    /// </summary>
    public EpcisContext With(JsonElement context)
    {
        var known = new Dictionary<string, string>(namespaces, StringComparer.Ordinal);
        var all = new List<JsonElement>(sources);
        if (context.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in context.EnumerateArray()) Add(part);
        }
        else
        {
            Add(context);
        }

        return new EpcisContext(known, all);

        void Add(JsonElement part)
        {
            all.Add(part);
            if (part.ValueKind != JsonValueKind.Object) return;
            foreach (var term in part.EnumerateObject())
            {
                if (term.Name.StartsWith('@') || IdOf(term.Value) is not { } id || known.Count >= MaxTerms) continue;
                if ((Expand(id, known) ?? id) is { Length: <= MaxNamespace } space) known[term.Name] = space;
            }
        }
    }

    /// <summary>The full URI of a CURIE or URI. Null for a bare word; a prefix that is not defined is taken for a URI scheme.</summary>
    public string? Expand(string value) => Expand(value, namespaces);

    /// <summary>Splits an extension's member name: <c>example:myField</c>, or the full URI of it.</summary>
    /// <returns>False for a bare name, and for a prefix that is not defined.</returns>
    public bool TryResolve(string memberName, out string namespaceUri, out string localName)
    {
        (namespaceUri, localName) = ("", memberName);
        var colon = memberName.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == memberName.Length - 1) return false;

        if (!IsHierarchical(memberName, colon) && namespaces.TryGetValue(memberName[..colon], out var known))
        {
            (namespaceUri, localName) = (known, memberName[(colon + 1)..]);
            return true;
        }

        var end = memberName.AsSpan().LastIndexOfAny('/', '#', ':') + 1;
        if (!IsFullUri(memberName, colon) || end == memberName.Length) return false;
        (namespaceUri, localName) = (memberName[..end], memberName[end..]);
        return true;
    }

    /// <summary>Writes the value of an <c>@context</c> member that defines all this one does, as it was written.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        if (sources.Count == 0) writer.WriteStringValue(StandardUri);
        foreach (var source in sources) source.WriteTo(writer);
        writer.WriteEndArray();
    }

    private static string? Expand(string value, IReadOnlyDictionary<string, string> namespaces)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return null;
        return !IsHierarchical(value, colon) && namespaces.TryGetValue(value[..colon], out var known)
            ? string.Concat(known, value.AsSpan(colon + 1))
            : value;
    }

    private static bool IsPrefix(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static string? IdOf(JsonElement term) => term.ValueKind switch
    {
        JsonValueKind.String => term.GetString(),
        JsonValueKind.Object when term.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String => id.GetString(),
        _ => null,
    };

    // JSON-LD 1.1, 4.1.5: what has // behind the colon is never a CURIE.
    private static bool IsHierarchical(string value, int colon) => value.AsSpan(colon + 1).StartsWith("//");

    // A member name like foo:bar could be of a URI scheme "foo", but is in truth a forgotten prefix.
    private static bool IsFullUri(string name, int colon) =>
        IsHierarchical(name, colon) || name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);
}

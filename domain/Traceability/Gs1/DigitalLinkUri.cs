namespace AgriTrace.Domain.Traceability.Gs1;

/// <param name="Ai">Its code, such as 01.</param>
/// <param name="Value">Decoded; a GTIN has 14 digits.</param>
public sealed record AiValue(string Ai, string Value);

/// <summary>
/// A GS1 Digital Link (URI Syntax 1.6) as it is meant: a thing, how finely it is named, and what else is said of it. Compressed links are
/// not read.
/// </summary>
public sealed class DigitalLinkUri
{
    /// <summary>Room for every qualifier and the attributes that a label has; longer ones scan badly anyway.</summary>
    public const int MaxLength = 2_000;

    private DigitalLinkUri(AiValue key, IReadOnlyList<AiValue> qualifiers, IReadOnlyList<AiValue> attributes) =>
        (Key, Qualifiers, Attributes) = (key, qualifiers, attributes);

    /// <summary>What it names.</summary>
    public AiValue Key { get; }

    /// <summary>In the order of the standard.</summary>
    public IReadOnlyList<AiValue> Qualifiers { get; }

    /// <summary>In the order of the address.</summary>
    public IReadOnlyList<AiValue> Attributes { get; }

    /// <summary>The element string, unbracketed: <c>^</c> is the separator FNC1, at the start and behind each value whose length is not fixed.</summary>
    public string Elements
    {
        get
        {
            var (text, open) = ("", true);
            foreach (var element in All)
            {
                text += $"{(open ? "^" : "")}{element.Ai}{element.Value}";
                open = ApplicationIdentifiers.Find(element.Ai) is not { IsFixedLength: true };
            }

            return text;
        }
    }

    /// <summary>What the path says: the key and its qualifiers, by AI.</summary>
    public IReadOnlyDictionary<string, string> Keys => new OrderedDictionary<string, string>(Path.Select(element => KeyValuePair.Create(element.Ai, element.Value)));

    /// <summary>The same for every way of writing it: on GS1's domain, with all qualifiers, the attributes by their AIs.</summary>
    public string Canonical => Gs1Key.CanonicalDomain + Written;

    private IEnumerable<AiValue> Path => [Key, .. Qualifiers];

    private IEnumerable<AiValue> All => [.. Path, .. Attributes];

    private string Written => string.Concat(Path.Select(element => $"/{element.Ai}/{Gs1Characters.ToLinkSegment(element.Value)}"))
        + (Attributes.Count == 0 ? "" : "?" + string.Join('&', Attributes.OrderBy(element => element.Ai, StringComparer.Ordinal).Select(element => $"{element.Ai}={Uri.EscapeDataString(element.Value)}")));

    /// <summary>The value of a key or qualifier; null where the path has none.</summary>
    public string? Find(string ai) => Path.FirstOrDefault(element => element.Ai == ai)?.Value;

    /// <summary>Reads an address on any host and below any path. The words of version 1.0 count only where a qualifier's word follows the key's.</summary>
    /// <param name="unknownAis">
    /// Lets pass what GS1 gave no meaning yet, behind the question mark. Parameters whose names are no numbers belong to the site and are
    /// never looked at.
    /// </param>
    public static Result<DigitalLinkUri> Parse(string uri, bool unknownAis = false) =>
        DigitalLinkParts.Split(uri).Then(parts => Of(parts.Path[0], parts.Path[1..], parts.Query, unknownAis));

    /// <summary>Writes the address of some elements; the first key among them is what it names, its qualifiers find their own order.</summary>
    /// <param name="domain">With the path of a resolver that does not live at the root.</param>
    public static Result<string> Build(Uri domain, IReadOnlyList<AiValue> elements)
    {
        if (elements.FirstOrDefault(element => ApplicationIdentifiers.Find(element.Ai) is { IsKey: true }) is not { } key) return DigitalLinkErrors.OneKey;
        var sequence = ApplicationIdentifiers.Find(key.Ai)!.Sequences!.MaxBy(sequence => sequence.Count(ai => elements.Any(element => element.Ai == ai))) ?? [];
        var qualifiers = elements.Where(element => sequence.Contains(element.Ai)).OrderBy(element => Array.IndexOf(sequence, element.Ai)).ToArray();
        return Of(key, qualifiers, [.. elements.Where(element => element != key).Except(qualifiers)], unknownAis: false)
            .Map(link => domain.GetLeftPart(UriPartial.Path).TrimEnd('/') + link.Written);
    }

    private static Result<DigitalLinkUri> Of(AiValue key, IReadOnlyList<AiValue> qualifiers, IReadOnlyList<AiValue> attributes, bool unknownAis)
    {
        (key, attributes) = (Padded(key), [.. attributes.Select(Padded)]);
        var link = new DigitalLinkUri(key, qualifiers, attributes);
        return DigitalLinkRules.Broken(link, unknownAis) is { } broken ? broken : link;
    }

    /// <summary>A GTIN of 8, 12 or 13 digits is the same one with zeros before it.</summary>
    private static AiValue Padded(AiValue element) =>
        element is { Ai: "01", Value.Length: 8 or 12 or 13 } ? element with { Value = element.Value.PadLeft(14, '0') } : element;
}

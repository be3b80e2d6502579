using System.Collections.Frozen;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>One list of standard values, such as the business steps, and the three ways to write one: bare word, web URI, URN.</summary>
public sealed class CbvVocabulary
{
    // What stands in GS1's own namespaces must be a value of GS1's. The last two are addresses of drafts and misspellings.
    private static readonly string[] ReservedStarts =
    [
        "https://ref.gs1.org/cbv/", "http://ref.gs1.org/cbv/", "urn:epcglobal:cbv:",
        "https://gs1.org/voc/", "http://gs1.org/voc/", "https://www.gs1.org/voc/", "http://www.gs1.org/voc/",
        "https://ns.gs1.org/cbv/", "http://ns.gs1.org/cbv/",
    ];

    private readonly string webPrefix;
    private readonly string? urnPrefix;
    private readonly FrozenSet<string> words;

    internal CbvVocabulary(string name, string webPrefix, string? urnPrefix, string words)
    {
        (Name, this.webPrefix, this.urnPrefix) = (name, webPrefix, urnPrefix);
        this.words = words.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>For messages: "CBV business step".</summary>
    public string Name { get; }

    /// <summary>The bare words, as JSON writes them.</summary>
    public IReadOnlySet<string> Words => words;

    /// <summary>The bare word of a standard value in any of its forms, else null.</summary>
    public string? WordOf(string value, EpcisContext context)
    {
        if (words.Contains(value)) return value;
        if (context.Expand(value) is not { } uri) return null;

        var word = uri.StartsWith(webPrefix, StringComparison.Ordinal) ? uri[webPrefix.Length..]
            : urnPrefix is not null && uri.StartsWith(urnPrefix, StringComparison.Ordinal) ? uri[urnPrefix.Length..]
            : null;
        return word is not null && words.Contains(word) ? word : null;
    }

    /// <summary>A standard value as its web URI; a CURIE expanded; anything else as it is.</summary>
    public string ToWebUri(string value, EpcisContext context) =>
        WordOf(value, context) is { } word ? webPrefix + word : context.Expand(value) ?? value;

    /// <summary>The form to compare with: a standard value as its bare word, another as its full URI.</summary>
    public string Normal(string value, EpcisContext context) => WordOf(value, context) ?? context.Expand(value) ?? value;

    /// <summary>Whether the value is a standard one, or a URI outside the namespaces that GS1 keeps for standard ones.</summary>
    internal bool Allows(string value, EpcisContext context) =>
        WordOf(value, context) is not null || (UriText.IsUri(value) && context.Expand(value) is { } uri && !IsReserved(uri));

    private static bool IsReserved(string uri) => ReservedStarts.Any(start => uri.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Null unless the text is this vocabulary's URN of a word.</summary>
    internal string? FromUrn(string text) =>
        urnPrefix is not null && text.StartsWith(urnPrefix, StringComparison.Ordinal) ? webPrefix + text[urnPrefix.Length..] : null;
}

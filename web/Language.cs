namespace AgriTrace.Web;

/// <summary>What people read. Vietnamese unless they choose otherwise.</summary>
public enum Language
{
    Vietnamese,
    English,
}

/// <summary>How a language is written in an address and in a document.</summary>
/// <remarks>
/// The choice travels in the address and not in a cookie: a page stays the same for all who open the same link, can be cached,
/// and a buyer who passes a link on passes the language on with it.
/// </remarks>
public static class Languages
{
    /// <summary>The query parameter that carries the choice.</summary>
    public const string QueryKey = "lang";

    /// <summary>Reads the query parameter; whatever is not English is Vietnamese.</summary>
    public static Language Parse(string? code) =>
        string.Equals(code, "en", StringComparison.OrdinalIgnoreCase) ? Language.English : Language.Vietnamese;

    /// <summary>The BCP 47 tag.</summary>
    public static string Code(this Language language) => language is Language.English ? "en" : "vi";

    public static Language Other(this Language language) => language is Language.English ? Language.Vietnamese : Language.English;

    /// <summary>The same address in this language. Vietnamese needs no parameter.</summary>
    /// <param name="language">The language of the page behind the link.</param>
    /// <param name="path">A path on this site, with or without a query, without <see cref="QueryKey"/>.</param>
    public static string Link(this Language language, string path) =>
        language is Language.Vietnamese ? Here(path) : language.Choice(path);

    /// <summary>The same address with the choice in it, also for Vietnamese: a browser may prefer English.</summary>
    /// <inheritdoc cref="Link"/>
    public static string Choice(this Language language, string path)
    {
        var here = Here(path);
        var hash = here.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (here, "") : (here[..hash], here[hash..]);
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{QueryKey}={language.Code()}{fragment}";
    }

    /// <summary>A request for <c>//elsewhere.example</c> must not come back as a link to elsewhere.</summary>
    private static string Here(string path) => "/" + path.TrimStart('/', '\\');
}

using System.Text;

namespace AgriTrace.Functions.Http;

/// <summary>Addresses that an answer may send a browser to: this site, and nothing else, whatever the request asked for.</summary>
public static class SitePath
{
    /// <summary>A path from the root, with its query; browsers take <c>//host</c> and <c>/\host</c> for another site, and drop tabs and line ends.</summary>
    public static bool IsOne(string? text) =>
        text is ['/', ..] && !text.StartsWith("//", StringComparison.Ordinal) && text.All(IsPlain);

    /// <summary>A path from the root, or an address under our public one.</summary>
    public static bool IsHere(string location, Uri site) =>
        IsOne(location)
        || (Uri.TryCreate(location, UriKind.Absolute, out var url) && url.Scheme == site.Scheme && url.Authority == site.Authority && url.UserInfo.Length == 0
            && location.All(IsPlain));

    /// <summary>Escapes what a query as it came may hold and a header must not.</summary>
    public static string Escape(string text) => text.All(IsPlain) ? text : string.Concat(text.EnumerateRunes().Select(Escape));

    /// <summary>Puts a query behind an address, beside the one that it has and before its fragment.</summary>
    /// <param name="query">As it came, with its question mark; empty for none.</param>
    public static string WithQuery(string address, string query)
    {
        if (query.Length < 2) return address;
        var end = address.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at ? at : address.Length;
        var joint = address.AsSpan(0, end).Contains('?') ? "&" : "?";
        return $"{address[..end]}{joint}{Escape(query[1..])}{address[end..]}";
    }

    private static string Escape(Rune rune) => rune.IsAscii && IsPlain((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString());

    private static bool IsPlain(char letter) => letter is > ' ' and <= '~' and not '\\';
}

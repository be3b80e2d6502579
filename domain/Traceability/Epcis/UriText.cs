using System.Buffers;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>What may stand where EPCIS asks for a URI.</summary>
internal static class UriText
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~");

    /// <summary>A scheme, a colon, and at least one more character, all of them those of RFC 3986. A CURIE is one too.</summary>
    public static bool IsUri(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1 || colon == text.Length - 1 || text.ContainsAnyExcept(Allowed) || !char.IsAsciiLetter(text[0])) return false;
        foreach (var letter in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.' or '_')) return false;
        }

        return EscapesAreWhole(text);
    }

    private static bool EscapesAreWhole(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('%'); at >= 0; at = text.IndexOf('%'))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2])) return false;
            text = text[(at + 3)..];
        }

        return true;
    }
}

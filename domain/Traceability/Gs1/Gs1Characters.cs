using System.Buffers;
using System.Text;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>The character sets of GS1 element strings, and how their characters are written in a URI.</summary>
internal static class Gs1Characters
{
    /// <summary>GS1 AI encodable character set 82 (General Specifications, figure 7.11-1).</summary>
    public static readonly SearchValues<char> Set82 =
        SearchValues.Create("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>GS1 AI encodable character set 39 (General Specifications, figure 7.11-2), used by AI 8010 only.</summary>
    public static readonly SearchValues<char> Set39 = SearchValues.Create("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>What a digital signature (AI 8030) is written in (RFC 4648, section 5).</summary>
    public static readonly SearchValues<char> Base64Url =
        SearchValues.Create("-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    // What both worlds leave as it is. The EPC Tag Data Standard also leaves !()*+,: alone, GS1 Digital Link wants those encoded.
    private static readonly SearchValues<char> PlainInLink =
        SearchValues.Create("'-.0123456789;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> PlainInUrn =
        SearchValues.Create("!'()*+,-.0123456789:;=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>For a path segment of a GS1 Digital Link. ASCII only.</summary>
    public static string ToLinkSegment(string text) => Encode(text, PlainInLink);

    /// <summary>For a component of an EPC URN (EPC Tag Data Standard, table I.3.1-1). ASCII only.</summary>
    public static string ToUrnComponent(string text) => Encode(text, PlainInUrn);

    /// <summary>
    /// Undoes percent-encoding. Null where a percent sign is not followed by two hexadecimal digits, or hides a non-ASCII character.
    /// </summary>
    public static string? Decode(ReadOnlySpan<char> text) => Decode(text, mostCode: 127);

    /// <summary>
    /// The same, but any byte becomes a character, so that whoever knows the character set can say what does not belong there.
    /// </summary>
    public static string? DecodeBytes(ReadOnlySpan<char> text) => Decode(text, mostCode: 255);

    private static string? Decode(ReadOnlySpan<char> text, int mostCode)
    {
        if (!text.Contains('%')) return text.ToString();

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                plain.Append(text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) return null;
            var code = (Hex(text[i + 1]) * 16) + Hex(text[i + 2]);
            if (code > mostCode) return null;
            plain.Append((char)code);
            i += 2;
        }

        return plain.ToString();
    }

    private static string Encode(string text, SearchValues<char> plain)
    {
        if (!text.AsSpan().ContainsAnyExcept(plain)) return text;

        var encoded = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (plain.Contains(letter)) encoded.Append(letter);
            else encoded.Append('%').Append("0123456789ABCDEF"[letter >> 4 & 15]).Append("0123456789ABCDEF"[letter & 15]);
        }

        return encoded.ToString();
    }

    private static int Hex(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

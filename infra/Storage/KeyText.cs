using System.Text;

namespace AgriTrace.Infra.Storage;

/// <summary>The one encoding of ids in table keys, which must not hold <c>/ \ # ?</c> or control characters.</summary>
internal static class KeyText
{
    /// <summary>Letters, digits, <c>-</c>, <c>_</c> and <c>.</c> stay; every other byte of UTF-8 becomes <c>=XX</c>. Order is not kept.</summary>
    public static string Of(string id)
    {
        if (id.All(IsPlain)) return id;
        var key = new StringBuilder(id.Length + 8);
        foreach (var octet in Encoding.UTF8.GetBytes(id))
            if (octet < 128 && IsPlain((char)octet)) key.Append((char)octet);
            else key.Append('=').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return key.ToString();
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';
}

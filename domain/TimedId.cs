using System.Globalization;

namespace AgriTrace.Domain;

/// <summary>Ids that begin with a time: in their order the latest comes first, since a table is read forwards.</summary>
public static class TimedId
{
    private const long Latest = 0xFFFF_FFFF_FFFF;
    private const int TimeLength = 12, Length = 32;

    /// <summary>The same for the same time and key, so that a repeat finds what was made.</summary>
    /// <param name="key">32 hexadecimal digits; the last 20 count.</param>
    public static string Of(DateTimeOffset at, string key) => StartOf(at) + key[TimeLength..];

    /// <summary>What the ids of that millisecond begin with. Those of a later time are smaller.</summary>
    public static string StartOf(DateTimeOffset at) => (Latest - at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    public static bool IsOne(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}

namespace AgriTrace.Domain;

/// <summary>Crockford's base 32: no I, L, O or U, so that it can be read out and typed. Upper case only.</summary>
public static class Base32Text
{
    internal const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int BitsPerLetter = 5, Mask = 31;

    /// <summary>The lowest <paramref name="length"/> times five bits, the highest first.</summary>
    public static string Write(UInt128 bits, int length) => string.Create(length, bits, static (text, bits) =>
    {
        for (var index = text.Length - 1; index >= 0; index--, bits >>= BitsPerLetter) text[index] = Letters[(int)(bits & Mask)];
    });

    /// <summary>False for anything but letters of the alphabet, and for more of them than 128 bits hold.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        if (text.Length > 128 / BitsPerLetter) return false;
        foreach (var letter in text)
        {
            if (Letters.IndexOf(letter, StringComparison.Ordinal) is not (>= 0 and var value)) return false;
            bits = (bits << BitsPerLetter) | (uint)value;
        }

        return true;
    }
}

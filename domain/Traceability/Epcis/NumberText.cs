using System.Globalization;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>Numbers as the event hash writes them: no exponent, no zeros that say nothing, no floating point on the way.</summary>
internal static class NumberText
{
    // Wider than any measurement; beyond it the plain form of 1e999999999 would fill the memory.
    private const int MaxDigits = 64;

    /// <param name="number">A JSON number as it was written.</param>
    /// <returns>1 for 1, 1.0 and 10e-1. A number of more than 64 digits comes back as it was written.</returns>
    public static string Canonical(string number)
    {
        if (!number.AsSpan().ContainsAny("-.eE") && (number.Length == 1 || number[0] != '0')) return number;

        var text = number.AsSpan();
        var sign = text[0] == '-' ? "-" : "";
        if (sign.Length > 0) text = text[1..];

        var exponent = 0;
        var e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            if (!int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return number;
            text = text[..e];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? [] : text[(point + 1)..];
        return Plain(sign, string.Concat(whole, fraction), (long)whole.Length + exponent) ?? number;
    }

    private static string? Plain(string sign, string digits, long point)
    {
        var leading = digits.AsSpan().IndexOfAnyExcept('0');
        if (leading < 0) return "0";

        digits = digits[leading..].TrimEnd('0');
        point -= leading;
        if (point is < -MaxDigits or > MaxDigits || digits.Length > MaxDigits) return null;
        if (point <= 0) return $"{sign}0.{new string('0', (int)-point)}{digits}";
        if (point >= digits.Length) return sign + digits.PadRight((int)point, '0');
        return $"{sign}{digits.AsSpan(0, (int)point)}.{digits.AsSpan((int)point)}";
    }
}

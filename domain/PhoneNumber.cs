using System.Text;

namespace AgriTrace.Domain;

/// <summary>A phone number of Viet Nam, kept as <c>+84…</c> however it was written.</summary>
public static class PhoneNumber
{
    private const int MaxWritten = 30;

    /// <summary>Reads <c>0912 345 678</c>, <c>0292.3831234</c>, <c>+84 912345678</c> and the like.</summary>
    /// <param name="path">The JSON path of the field, for the fault.</param>
    /// <returns>The number in E.164; empty where a fault was found.</returns>
    public static string Read(string path, string text, ICollection<FieldFault> faults)
    {
        if (text.Length <= MaxWritten && National(Digits(text)) is { } national && IsNational(national)) return "+84" + national;
        faults.Add(new(path, "must be a phone number of Viet Nam, as 0912345678, 02923831234 or +84912345678."));
        return string.Empty;
    }

    /// <summary>Also a number of another country, written with its plus and country code.</summary>
    /// <inheritdoc cref="Read"/>
    public static string ReadAny(string path, string text, ICollection<FieldFault> faults)
    {
        if (text.Length <= MaxWritten && Digits(text) is ['+', not '0', .. { Length: >= MinForeign and < MaxForeign }] foreign && !foreign.StartsWith("+84", StringComparison.Ordinal)) return foreign;
        return Read(path, text, faults);
    }

    /// <summary>E.164 has fifteen digits at most; no country has fewer than seven after the first.</summary>
    private const int MinForeign = 7, MaxForeign = 15;

    /// <inheritdoc cref="Read"/>
    public static string? ReadOptional(string path, string? text, ICollection<FieldFault> faults) =>
        text is null ? null : Read(path, text, faults);

    /// <summary>The digits with a leading plus, without what people put between them; null where anything else is there.</summary>
    private static string? Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter) || (letter == '+' && digits.Length == 0)) digits.Append(letter);
            else if (!char.IsWhiteSpace(letter) && letter is not ('.' or '-' or '(' or ')')) return null;
        }

        return digits.ToString();
    }

    private static string? National(string? digits) => digits switch
    {
        null => null,
        ['+', '8', '4', .. var rest] => rest,
        ['0', '0', '8', '4', .. var rest] => rest,
        ['0', .. var rest] => rest,
        ['8', '4', .. var rest] when digits.Length >= 11 => rest,
        _ => null,
    };

    /// <summary>Mobile numbers have nine digits after the zero, fixed ones ten that begin with 2.</summary>
    private static bool IsNational(string digits) =>
        digits.All(char.IsAsciiDigit)
        && ((digits.Length == 9 && digits[0] is ('3' or '5' or '7' or '8' or '9')) || (digits.Length == 10 && digits[0] == '2'));
}

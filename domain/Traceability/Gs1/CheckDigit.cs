namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>The modulo-10 check digit of every numeric GS1 key (GS1 General Specifications, 7.9.1).</summary>
public static class CheckDigit
{
    /// <summary>The digit that belongs behind <paramref name="body"/>, which holds ASCII digits only.</summary>
    public static char For(ReadOnlySpan<char> body)
    {
        // Weights alternate 3, 1 from the right, so that leading zeros change nothing: a GTIN-8 and its 14 digits agree.
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var weight = (body.Length - i) % 2 == 1 ? 3 : 1;
            sum += (body[i] - '0') * weight;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>Whether <paramref name="digits"/> are ASCII digits and the last one is their check digit.</summary>
    public static bool IsRight(ReadOnlySpan<char> digits) =>
        digits.Length > 1 && AllDigits(digits) && For(digits[..^1]) == digits[^1];

    internal static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}

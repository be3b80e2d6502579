namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>A Global Trade Item Number (AI 01) with a right check digit: what is sold, whatever its lot or serial.</summary>
public sealed record Gtin
{
    private Gtin(string digits) => Digits = digits;

    /// <summary>Always 14 digits. A GTIN-8, -12 or -13 has leading zeros here, and is equal to itself written so.</summary>
    public string Digits { get; }

    /// <summary>Reads a GTIN-8, -12, -13 or -14: digits only, no blanks.</summary>
    /// <returns><see cref="Gs1Errors.NotAGtin"/>, or <see cref="Gs1Errors.WrongCheckDigit"/> with the digit that was expected.</returns>
    public static Result<Gtin> TryParse(string? text)
    {
        if (text is not { Length: 8 or 12 or 13 or 14 } || !CheckDigit.AllDigits(text) || !text.AsSpan().ContainsAnyExcept('0'))
        {
            return Gs1Errors.NotAGtin(text);
        }

        var expected = CheckDigit.For(text.AsSpan(0, text.Length - 1));
        return expected == text[^1] ? new Gtin(text.PadLeft(14, '0')) : Gs1Errors.WrongCheckDigit("GTIN", text, expected);
    }

    public override string ToString() => Digits;
}

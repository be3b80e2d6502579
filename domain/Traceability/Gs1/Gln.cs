namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>A Global Location Number with a right check digit: a place (AI 414) or a party (AI 417).</summary>
public sealed record Gln
{
    private Gln(string digits) => Digits = digits;

    /// <summary>Always 13 digits.</summary>
    public string Digits { get; }

    /// <returns><see cref="Gs1Errors.NotAGln"/>, or <see cref="Gs1Errors.WrongCheckDigit"/> with the digit that was expected.</returns>
    public static Result<Gln> TryParse(string? text)
    {
        if (text is not { Length: 13 } || !CheckDigit.AllDigits(text) || !text.AsSpan().ContainsAnyExcept('0'))
        {
            return Gs1Errors.NotAGln(text);
        }

        var expected = CheckDigit.For(text.AsSpan(0, 12));
        return expected == text[^1] ? new Gln(text) : Gs1Errors.WrongCheckDigit("GLN", text, expected);
    }

    public override string ToString() => Digits;
}

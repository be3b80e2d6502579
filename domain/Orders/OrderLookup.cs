namespace AgriTrace.Domain.Orders;

/// <summary>By what a buyer finds an order again.</summary>
public sealed record OrderLookup(string Code, string Phone)
{
    public const int MaxCode = 30, MaxPhone = 30;

    private const string Start = "AT";

    private const int Length = 8;

    /// <summary>The code in its one form, however it was written: people read it out, type it with spaces, and take 0 for O.</summary>
    /// <returns>Null where it cannot be the code of an order.</returns>
    public string? Normal()
    {
        if (Code.Length > MaxCode || Phone.Length is 0 or > MaxPhone) return null;
        var code = string.Concat(Code.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or '.'))).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return code.Length == Start.Length + Length && code.StartsWith(Start, StringComparison.Ordinal) && Base32Text.TryRead(code.AsSpan(Start.Length), out _) ? code : null;
    }
}

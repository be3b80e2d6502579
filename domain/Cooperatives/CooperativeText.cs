namespace AgriTrace.Domain.Cooperatives;

/// <summary>The fields that several things of a cooperative share.</summary>
internal static class CooperativeText
{
    public const int MaxName = 200;

    public const int MaxAddress = 500;

    private const int MaxHolder = 100;

    public static string? CommuneCode(string? text, ICollection<FieldFault> faults) => DigitText.ReadOptional("$.communeCode", text, 5, 5, faults);

    /// <summary>Ten digits, or thirteen for a branch, which are kept as the tax office prints them: <c>1800123456-001</c>.</summary>
    public static string? TaxCode(string? text, ICollection<FieldFault> faults)
    {
        if (text is null) return null;
        var digits = text is { Length: 14 } && text[10] == '-' ? text.Remove(10, 1) : text;
        if (digits.Length is 10 or 13 && digits.All(char.IsAsciiDigit)) return digits.Length == 10 ? digits : digits.Insert(10, "-");
        faults.Add(new("$.taxCode", "must be a tax code of 10 digits, or of 13 as 1800123456-001."));
        return null;
    }

    public static BankAccount? Bank(BankAccount? bank, ICollection<FieldFault> faults) => bank is null
        ? null
        : new BankAccount(
            DigitText.Read("$.bank.bin", bank.Bin, 6, 6, faults),
            DigitText.Read("$.bank.account", bank.Account, 6, 19, faults),
            PlainText.Read("$.bank.holder", bank.Holder, MaxHolder, faults));
}

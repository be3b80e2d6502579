namespace AgriTrace.Domain.Cooperatives;

/// <summary>A cooperative as an operator writes it.</summary>
public sealed record CooperativeInput(
    string Name,
    string Address,
    string Province,
    string Phone,
    string? CommuneCode = null,
    string? Gs1CompanyPrefix = null,
    string? TaxCode = null,
    BankAccount? Bank = null)
{
    /// <param name="id">A slug that was read before.</param>
    /// <returns>What can be stored, or every fault at once.</returns>
    public Result<Cooperative> Read(string id)
    {
        var faults = new List<FieldFault>();
        var coop = new Cooperative(
            id,
            PlainText.Read("$.name", Name, CooperativeText.MaxName, faults),
            PlainText.Read("$.address", Address, CooperativeText.MaxAddress, faults),
            CooperativeText.CommuneCode(CommuneCode, faults),
            PlainText.Read("$.province", Province, CooperativeText.MaxName, faults),
            PhoneNumber.Read("$.phone", Phone, faults),
            DigitText.ReadOptional("$.gs1CompanyPrefix", Gs1CompanyPrefix, 4, 12, faults),
            CooperativeText.TaxCode(TaxCode, faults),
            CooperativeText.Bank(Bank, faults));
        return FieldErrors.Or(coop, faults);
    }
}

namespace AgriTrace.Domain.Privacy;

/// <summary>Whose data shall go: the buyer of one order, or whoever gave a phone.</summary>
public sealed record BuyerErasure(string? Order = null, string? Phone = null)
{
    private const int MaxText = 100;

    /// <summary>Exactly one of the two is named, and within bounds.</summary>
    public Result<BuyerErasure> Check()
    {
        if (Order is null == Phone is null) return PrivacyErrors.OneOfTwo;
        var faults = new List<FieldFault>();
        var read = new BuyerErasure(
            PlainText.ReadOptional("$.order", Order, MaxText, faults),
            PlainText.ReadOptional("$.phone", Phone, MaxText, faults));
        return FieldErrors.Or(read, faults);
    }
}

namespace AgriTrace.Domain.Orders;

/// <summary>How a cooperative sells.</summary>
/// <param name="Commission">Its part of what consigned goods bring, in hundredths of a percent.</param>
/// <param name="DeliveryFee">In đồng, for an order that is brought to the buyer.</param>
/// <param name="CashLimit">In đồng: so much cash on delivery one phone, and one network address, can order in a day before somebody calls back.</param>
public sealed record ShopRules(int Commission, long DeliveryFee, long CashLimit)
{
    public const int MaxCommission = 10_000;

    public const long MaxDeliveryFee = 10_000_000, MaxCashLimit = 1_000_000_000;

    /// <summary>Where a cooperative said nothing.</summary>
    public static ShopRules Usual { get; } = new(Commission: 0, DeliveryFee: 0, CashLimit: 2_000_000);

    public Result<ShopRules> Check()
    {
        var faults = new List<FieldFault>();
        if (Commission is < 0 or > MaxCommission) faults.Add(new("$.commission", $"must be 0 to {MaxCommission}, in hundredths of a percent."));
        if (DeliveryFee is < 0 or > MaxDeliveryFee) faults.Add(new("$.deliveryFee", $"must be 0 to {MaxDeliveryFee}."));
        if (CashLimit is < 0 or > MaxCashLimit) faults.Add(new("$.cashLimit", $"must be 0 to {MaxCashLimit}."));
        return FieldErrors.Or(this, faults);
    }
}

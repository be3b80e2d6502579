using AgriTrace.Domain.Ledger;

namespace AgriTrace.Domain.Orders;

/// <summary>Why something is done; some changes need it.</summary>
public sealed record ReasonInput(string? Reason = null)
{
    public static Result<string> Needed(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? FieldErrors.Invalid([new("$.reason", "is missing: say why, for the order's history.")]) : reason;
}

/// <param name="NoShow">The buyer did not come for the goods; the next cash order of this phone is called back first.</param>
public sealed record CancelInput(string? Reason = null, bool NoShow = false);

/// <param name="By">The id of the driver, or of the carrier.</param>
/// <param name="Tracking">The carrier's number.</param>
public sealed record ShipInput(string? By = null, string? Tracking = null)
{
    private const int MaxTracking = 50;

    public Result<ShipInput> Check()
    {
        var faults = new List<FieldFault>();
        if (By is not null && !Slug.Parse("by", By).IsOk) faults.Add(new("$.by", "must be the id of a driver or carrier: a to z, 0 to 9 and hyphens."));
        return FieldErrors.Or(this with { Tracking = PlainText.ReadOptional("$.tracking", Tracking, MaxTracking, faults) }, faults);
    }
}

/// <param name="Collected">Cash that the buyer gave, in đồng; null or zero for none.</param>
public sealed record HandOverInput(long? Collected = null)
{
    /// <summary>What was collected goes to whoever collected it: the driver, the carrier, or the cash box where the buyer came.</summary>
    /// <param name="driver">The id of the driver who says so themselves, whoever was to bring it.</param>
    public static string AccountOf(Order order, string? driver) => order.Delivery switch
    {
        _ when driver is not null => Accounts.Driver(driver),
        { Kind: DeliveryKind.Carrier, By: { } carrier } => Accounts.Carrier(carrier),
        { Kind: DeliveryKind.Driver, By: { } who } => Accounts.Driver(who),
        _ => Accounts.Cash,
    };

    public Result<HandOverInput> Check() => Collected is null or (>= 0 and <= Money.Max) ? this : FieldErrors.Invalid([new("$.collected", $"must be 0 to {Money.Max}.")]);
}

/// <summary>A payment that somebody of the office enters.</summary>
/// <param name="Rail">How it came: <c>cash</c>, <c>cod</c> or <c>transfer</c>.</param>
public sealed record PaymentInput(PaymentRail Rail, Money Amount)
{
    public Result<PaymentInput> Check()
    {
        var faults = new List<FieldFault>();
        if (Rail is PaymentRail.Card or PaymentRail.Credit) faults.Add(new("$.rail", "must be cash, cod or transfer; payments by card are reported by the provider."));
        if (Amount.Amount is < 1 or > Money.Max) faults.Add(new("$.amount.amount", $"must be 1 to {Money.Max}."));
        return FieldErrors.Or(this, faults);
    }
}

/// <param name="From">The account that it was sent from: <c>bank</c> or <c>cash</c>.</param>
public sealed record RefundSentInput(string From)
{
    public Result<RefundSentInput> Check() => From is Accounts.Bank or Accounts.Cash ? this : FieldErrors.Invalid([new("$.from", "must be bank or cash.")]);
}

/// <param name="Line">Counted from one.</param>
public sealed record AllowanceInput(int Line, Money Amount, string? Reason = null);

/// <param name="Line">Counted from one.</param>
/// <param name="Price">For one unit.</param>
public sealed record LinePrice(int Line, Money Price);

public sealed record PricesInput(IReadOnlyList<LinePrice> Prices)
{
    public Result<Dictionary<int, Money>> Read() => Prices.Count is > 0 and <= OrderRequest.MaxLines && Prices.DistinctBy(one => one.Line).Count() == Prices.Count
        ? Prices.ToDictionary(one => one.Line - 1, one => one.Price)
        : FieldErrors.Invalid([new("$.prices", $"must be 1 to {OrderRequest.MaxLines}, each line once.")]);
}

public sealed record ReturnInput(IReadOnlyList<ReturnedGoods> Goods, string? Reason = null)
{
    private const int Max = 200;

    public Result<ReturnInput> Check()
    {
        if (Goods.Count is 0 or > Max) return FieldErrors.Invalid([new("$.goods", $"must be 1 to {Max}.")]);
        var faults = new List<FieldFault>();
        for (var index = 0; index < Goods.Count; index++) Quantity.CheckValue($"$.goods[{index}].quantity", Goods[index].Quantity, faults);
        return FieldErrors.Or(this, faults);
    }
}

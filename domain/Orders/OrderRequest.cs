namespace AgriTrace.Domain.Orders;

/// <summary>Where the goods go: personal data, kept in a row of its own.</summary>
/// <param name="Address">Empty where the buyer comes for the goods.</param>
/// <param name="Email">For notices; null where the buyer wants none.</param>
public sealed record Buyer(string Name, string Phone, string Address, string? Email = null);

/// <param name="Price">For one unit, as the buyer was shown it; where it is another by now, the order is refused and says so.</param>
public sealed record OrderLineRequest(Guid Listing, decimal Quantity, Money? Price = null);

/// <summary>The body of an order, as the buyer sends it.</summary>
/// <param name="Delivery">To the buyer's address, unless it says otherwise.</param>
/// <param name="Language">In which the buyer is written to: <c>vi</c> or <c>en</c>.</param>
public sealed record OrderRequest(
    string Coop, IReadOnlyList<OrderLineRequest> Lines, Buyer Buyer, PaymentRail Payment, DeliveryKind Delivery = DeliveryKind.Driver, string Language = "vi")
{
    /// <summary>What a payment page can show, with one more line for the delivery, and an order's row holds with room to spare.</summary>
    public const int MaxLines = 99;

    /// <summary>Brings texts to one form and names every field that is out of bounds.</summary>
    /// <param name="byStaff">Staff may give credit, and need no address of somebody they know.</param>
    public Result<OrderRequest> Check(bool byStaff = false)
    {
        var faults = new List<FieldFault>();
        if (!Slug.Parse("coop", Coop).IsOk) faults.Add(new("$.coop", "is not the id of a cooperative."));
        if (Lines.Count is 0 or > MaxLines) faults.Add(new("$.lines", $"must have 1 to {MaxLines} lines."));
        for (var index = 0; index < Math.Min(Lines.Count, MaxLines); index++) Quantity.CheckValue($"$.lines[{index}].quantity", Lines[index].Quantity, faults);

        var buyer = new Buyer(
            BuyerName.Read("$.buyer.name", Buyer.Name, faults),
            PhoneNumber.ReadAny("$.buyer.phone", Buyer.Phone, faults),
            Delivery == DeliveryKind.Pickup ? PlainText.ReadOptional("$.buyer.address", Buyer.Address is "" ? null : Buyer.Address, 300, faults) ?? string.Empty : PlainText.Read("$.buyer.address", Buyer.Address, 300, faults),
            EmailAddress.ReadOptional("$.buyer.email", Buyer.Email, faults));
        if (!Enum.IsDefined(Delivery)) faults.Add(new("$.delivery", "is no way to get the goods."));
        if (!Enum.IsDefined(Payment)) faults.Add(new("$.payment", "is no way to pay."));
        if (Language is not ("vi" or "en")) faults.Add(new("$.language", "must be vi or en."));
        if (Payment is PaymentRail.Credit && !byStaff) faults.Add(new("$.payment", "is agreed with the cooperative's staff, who enter the order."));
        if ((Payment is PaymentRail.Cash && Delivery != DeliveryKind.Pickup) || (Payment is PaymentRail.Cod && Delivery == DeliveryKind.Pickup))
            faults.Add(new("$.payment", "must be cash where the buyer comes for the goods, and cod where they are brought."));
        return faults.Count > 0 ? OrderErrors.Lines(faults) : this with { Buyer = buyer };
    }

    /// <summary>The same for the same request, however its numbers are written; covers every field, so that a key cannot be used for another order.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(Ids.Hash(AgriTraceJson.Write(
        this with { Lines = [.. Lines.Select(line => line with { Quantity = line.Quantity / NoTrailingZeros })] })));

    /// <summary>Dividing by it takes the zeros off a decimal's end.</summary>
    private const decimal NoTrailingZeros = 1.0000000000000000000000000000m;
}

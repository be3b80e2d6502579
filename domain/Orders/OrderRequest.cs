namespace AgriTrace.Domain.Orders;

/// <summary>Where the goods go: personal data, kept in a row of its own.</summary>
public sealed record Buyer(string Name, string Phone, string Address);

public sealed record OrderLineRequest(Guid Listing, decimal Quantity);

/// <summary>The body of an order, as the buyer sends it.</summary>
public sealed record OrderRequest(string Coop, IReadOnlyList<OrderLineRequest> Lines, Buyer Buyer, PaymentRail Payment)
{
    public const int MaxLines = 20;

    /// <summary>Brings texts to one form and names every field that is out of bounds.</summary>
    public Result<OrderRequest> Check()
    {
        var faults = new List<FieldFault>();
        if (!Slug.Parse("coop", Coop).IsOk) faults.Add(new("$.coop", "is not the id of a cooperative."));
        if (Lines.Count is 0 or > MaxLines) faults.Add(new("$.lines", $"must have 1 to {MaxLines} lines."));
        for (var index = 0; index < Math.Min(Lines.Count, MaxLines); index++) Quantity.CheckValue($"$.lines[{index}].quantity", Lines[index].Quantity, faults);

        var buyer = new Buyer(
            PlainText.Read("$.buyer.name", Buyer.Name, 100, faults),
            PlainText.Read("$.buyer.phone", Buyer.Phone, 20, faults),
            PlainText.Read("$.buyer.address", Buyer.Address, 300, faults));
        return faults.Count > 0 ? OrderErrors.Lines(faults) : this with { Buyer = buyer };
    }

    /// <summary>The same for the same request, however its numbers are written; covers every field, so that a key cannot be used for another order.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(Ids.Hash(AgriTraceJson.Write(
        this with { Lines = [.. Lines.Select(line => line with { Quantity = line.Quantity / NoTrailingZeros })] })));

    /// <summary>Dividing by it takes the zeros off a decimal's end.</summary>
    private const decimal NoTrailingZeros = 1.0000000000000000000000000000m;
}

using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>One grade on the scale. Weights are whole thousandths of the slip's unit: grams where it is the kilogram.</summary>
/// <param name="Reason">Of the deduction; null where nothing is deducted.</param>
/// <param name="Fixed">The price of one unit, where it was agreed before.</param>
public sealed record WeighedLine(string Grade, long Gross, long Tare, long Deducted, string? Reason, PriceKind Price, Money? Fixed)
{
    /// <summary>What is accepted: the lot, and what is paid for.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Net => Gross - Tare - Deducted;
}

/// <summary>A weighing slip whose fields are sound; whether it may be recorded is decided against the cooperative's data.</summary>
public sealed record Weighing(
    string Coop, Catalogue.ProductId Product, string Plot, string Member, string Unit, DateTimeOffset At, IReadOnlyList<WeighedLine> Lines, string? Note)
{
    private const string AtField = "$.at";

    /// <summary>The slip, with a lot for each grade. The rules are those of a harvest, since that is what it records.</summary>
    /// <param name="record">Of the whole; each line has a record of its own that follows from it.</param>
    public Result<WeighedIn> Decide(Caller by, Plot plot, Member member, Catalogue.Product product, RecordId record, DateTimeOffset now)
    {
        if (product.PerUnit(Unit) is null) return TraceabilityErrors.Fields([new("$.unit", $"is no unit of this product; it is counted in {product.Unit}.")]);

        var fingerprint = Fingerprint();
        var lots = new List<LotClaim>();
        foreach (var (line, index) in Lines.Select((line, index) => (line, index)))
        {
            var harvest = new Harvest(Coop, Product, Lot: null, Plot, Member, Quantity.OfThousandths(line.Net, Unit), At) { AtField = AtField };
            if (!harvest.Decide(by, plot, member, product, Receipt.RecordOf(record, index)).Try(out var claim, out var error)) return AtLine(error, index);
            // Two grades of one weight are two lots.
            lots.Add(claim with { Grade = line.Grade, Bought = line.Price != PriceKind.Consigned, Content = AgriTraceJson.Write(new[] { fingerprint, line.Grade }) });
        }

        // What the cooperative pays is for the cooperative to say.
        if (by.Role == Role.Farmer && Lines.Any(line => line.Fixed is not null)) return ReceiptErrors.PriceNotYours;
        return new WeighedIn(Slip(by, record, fingerprint, lots, now), lots);
    }

    /// <summary>The same for the same slip: what tells a repeat from another slip under the same key.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(Ids.Hash("weighing", AgriTraceJson.Write(this)));

    private Receipt Slip(Caller by, RecordId record, string fingerprint, List<LotClaim> lots, DateTimeOffset now) => new(
        TimedId.Of(At, record.Text), Coop, Member, Plot, Product, Unit, At,
        [.. Lines.Zip(lots, (line, lot) => new ReceiptLine(lot.Id, line, line.Fixed is { } price ? AgreedPrice.Of(price, line.Net, by.Name, now) : null))],
        Note, now, by.Name, by.OnBehalfOf, fingerprint)
    {
        IsInBooks = true,
    };

    /// <summary>A harvest names its quantity, a slip has it in a line; the time is that of the slip.</summary>
    private static Error AtLine(Error error, int index) =>
        error.Faults.Count == 0 ? error : error with { Faults = [.. error.Faults.Select(fault => fault.Path == AtField ? fault : fault with { Path = $"$.lines[{index}].gross" })] };
}

/// <summary>A slip that may be recorded, and the lots that it puts in stock: one a line, in their order.</summary>
public sealed record WeighedIn(Receipt Receipt, IReadOnlyList<LotClaim> Lots);

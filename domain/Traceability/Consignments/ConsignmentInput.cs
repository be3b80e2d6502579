using System.Globalization;

namespace AgriTrace.Domain.Traceability.Consignments;

/// <param name="Product">The cooperative's own name of a product without GTIN.</param>
public sealed record ConsignedLotInput(string Lot, string? Gtin = null, string? Product = null);

/// <summary>What is to be shared, with whom, and for how long.</summary>
/// <param name="Days">From now.</param>
public sealed record ConsignmentInput(IReadOnlyList<ConsignedLotInput> Lots, string Recipient, int Days, string? Purpose = null)
{
    private const int MaxText = 200;
    private const int MaxDays = 90;

    /// <param name="id">See <see cref="Consignment.IdOf"/>.</param>
    /// <param name="by">See <see cref="Identity.Caller.Name"/>.</param>
    public Result<Consignment> Read(string coop, string id, string by, DateTimeOffset now)
    {
        var (reader, faults) = (new FieldReader(coop), new List<FieldFault>());
        var recipient = PlainText.Read("$.recipient", Recipient, MaxText, faults);
        var purpose = PlainText.ReadOptional("$.purpose", Purpose, MaxText, faults);
        if (Days is < 1 or > MaxDays) faults.Add(new("$.days", $"must be 1 to {MaxDays}."));
        if (Lots.Count is 0 or > Consignment.MaxLots) faults.Add(new("$.lots", $"must name 1 to {Consignment.MaxLots} lots."));
        foreach (var (path, message) in faults) reader.Fault(path, message);
        LotId[] lots = [.. Lots.Take(Consignment.MaxLots).Select((lot, index) => reader.LotId(string.Create(CultureInfo.InvariantCulture, $"$.lots[{index}]"), lot.Gtin, lot.Product, lot.Lot))];
        if (reader.Error is null && lots.Distinct().Count() < lots.Length) reader.Fault("$.lots", "must name each lot once.");
        return reader.Error is { } error ? error : new Consignment(id, coop, lots, recipient, purpose, now, by, now.AddDays(Days));
    }
}

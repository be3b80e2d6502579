using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Traceability.Records;

/// <summary>A lot is counted, or some of it is thrown away: the board learns what is really there.</summary>
/// <param name="Quantity">What was counted, and may be nothing; or what was thrown away.</param>
public sealed record StockTaking(RecordType Type, DateTimeOffset At, string Place, LotId Lot, Quantity Quantity, string? Reason, string? Note) : EventRecord(Type, At)
{
    internal static StockTaking Read(FieldReader fields, EventInput input, DateTimeOffset at) => new(
        input.Type,
        at,
        fields.Id("$.place", input.Place),
        fields.LotId("$", input.Gtin, input.Product, input.Lot ?? "-"),
        fields.Quantity("$.quantity", input.Quantity, mayBeZero: input.Type == RecordType.Count)!,
        fields.Text("$.reason", input.Reason, FieldReader.MaxText),
        fields.Text("$.note", input.Note, FieldReader.MaxText));

    /// <summary>What a count finds too little is shrinkage and needs a reason. A held lot may be counted and thrown away.</summary>
    /// <param name="lot">As the board has it; of nothing where it left the board.</param>
    /// <param name="product">Needed only where the record counts in another unit than the lot.</param>
    public Result<(BoardLot After, StoredEvent Event)> Decide(Caller by, BoardLot lot, Product? product, Place place, Recorded recorded, EventMaker maker)
    {
        if (by.Role == Role.Farmer && lot.Member != by.Member) return TraceabilityErrors.NotYourLot;
        if (BeforeHarvestOf(Lot, lot.HarvestedAt) is { } early) return early;
        if (!StockIn(lot, product).Try(out var stock, out var error)) return error;

        var left = Quantity.OfThousandths(lot.Left, lot.Unit);
        if (stock > lot.Left) return Type == RecordType.Count ? RecordErrors.CountAboveStock(Lot, left) : TraceabilityErrors.StockShort(Lot, left);
        var gone = Type == RecordType.Count ? lot.Left - stock : stock;
        var shrinkage = Type == RecordType.Count ? Quantity.OfThousandths(gone, lot.Unit) : null;
        if (gone > 0 && Reason is null) return TraceabilityErrors.Fields([new("$.reason", $"is missing: {shrinkage} less than the {left} in the books.")]);
        return (lot with { Received = lot.Received - gone }, maker.StockTaking(this, shrinkage, place, recorded));
    }

    /// <summary>Whether an event is this very record: its shrinkage follows from the stock as it was then.</summary>
    public bool IsRepeatOf(StoredEvent first, Place place, Recorded recorded, EventMaker maker) =>
        maker.StockTaking(this, Type == RecordType.Count ? RecordEvents.ShrinkageOf(first) : null, place, recorded).Hash == first.Hash;

    /// <summary>Whether only the product can tell how much of the lot it is.</summary>
    public bool OtherUnitThan(BoardLot lot) => Quantity.Unit != lot.Unit;

    private Result<long> StockIn(BoardLot lot, Product? product)
    {
        if (OtherUnitThan(lot) && product?.PerUnit(Quantity.Unit) is null) return LotClaim.NoSuchUnit("$.quantity", lot.Unit);
        if (Quantity.Value == 0) return 0;
        return OtherUnitThan(lot) ? LotClaim.StockOf("$.quantity", Quantity, product!) : Quantity.ToThousandths();
    }
}

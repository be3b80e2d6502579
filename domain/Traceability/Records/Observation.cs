using System.Globalization;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Records;

/// <summary>Something is seen to happen to one lot, which stays what it is.</summary>
/// <param name="Place">Null for a measurement on the way.</param>
public sealed record Observation(RecordType Type, DateTimeOffset At, string? Place, LotShare Lot, string? Note) : EventRecord(Type, At)
{
    private const int MaxDocument = 64;

    /// <summary>Where a shipment goes.</summary>
    public string? To { get; init; }

    /// <summary>Where a delivery came from.</summary>
    public string? From { get; init; }

    public string? Grade { get; init; }

    public InspectionResult? Result { get; init; }

    /// <summary>The id of the laboratory's paper.</summary>
    public string? Document { get; init; }

    /// <summary>In degrees Celsius.</summary>
    public decimal? Temperature { get; init; }

    /// <summary>Relative, in percent.</summary>
    public decimal? Humidity { get; init; }

    internal static Observation Read(FieldReader fields, EventInput input, DateTimeOffset at)
    {
        if (input.Type == RecordType.Measure && input.Temperature is null && input.Humidity is null) fields.Fault("$.temperature", "is missing; give temperature or humidity.");
        return new Observation(
            input.Type, at, fields.OptionalId("$.place", input.Place), fields.Share("$", input.Gtin, input.Product, input.Lot, input.Quantity), fields.Text("$.note", input.Note, FieldReader.MaxText))
        {
            To = fields.OptionalId("$.to", input.To),
            From = fields.OptionalId("$.from", input.From),
            Grade = fields.Text("$.grade", input.Grade, FieldReader.MaxGrade),
            Result = input.Result,
            Document = fields.Code("$.document", input.Document, MaxDocument),
            Temperature = fields.Reading("$.temperature", input.Temperature, -60, 80),
            Humidity = fields.Reading("$.humidity", input.Humidity, 0, 100),
        };
    }

    /// <param name="product">Of the lot; needed only where the record counts in <see cref="OtherUnitThan">another unit</see> than it.</param>
    /// <param name="other">The place that <see cref="To"/> or <see cref="From"/> names.</param>
    public Result<StoredEvent> Decide(Caller by, LotClaim lot, Product? product, Place? place, Place? other, Recorded recorded, EventMaker maker)
    {
        if (lot.Coop != recorded.Coop) return TraceabilityErrors.NoSuchLot;
        if (by.Role == Role.Farmer && lot.Member != by.Member) return TraceabilityErrors.NotYourLot;
        if (BeforeHarvestOf([lot]) is { } early) return early;
        if (OtherUnitThan(lot))
        {
            if (product is null) return LotClaim.NoSuchUnit("$.quantity", lot.Unit);
            if (LotClaim.StockOf("$.quantity", Lot.Quantity!, product).Error is { } unit) return unit;
        }

        return maker.Observation(this, place, other, recorded);
    }

    /// <summary>Whether only the product can tell how much of the lot it is.</summary>
    public bool OtherUnitThan(LotClaim lot) => Lot.Quantity is { } quantity && quantity.Unit != lot.Unit;

    /// <summary>Keeps the lot from sale where an inspection failed; null for anything else.</summary>
    /// <param name="inspected">This very record.</param>
    public Hold? HoldAfter(StoredEvent inspected, Recorded recorded) => Result != InspectionResult.Fail ? null : new Hold(
        Hold.IdOf(HoldReason.Inspection, inspected.Hash, Lot.Lot.Key),
        recorded.Coop,
        HoldReason.Inspection,
        [Lot.Lot],
        string.Create(CultureInfo.InvariantCulture, $"Kiểm tra không đạt ngày {VietnamTime.DayOf(At):dd/MM/yyyy}. / Failed an inspection on {VietnamTime.DayOf(At):yyyy-MM-dd}."),
        recorded.Now,
        recorded.RecordedBy,
        Cause: inspected.Hash);
}

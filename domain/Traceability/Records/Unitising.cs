using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability.Records;

/// <summary>Lots are put on a pallet or into a crate that has a name of its own, or taken from it.</summary>
/// <param name="Unit">An SSCC, or a code of the cooperative's own.</param>
public sealed record Unitising(RecordType Type, DateTimeOffset At, string Place, string Unit, IReadOnlyList<LotShare> Lots, string? Note) : EventRecord(Type, At)
{
    private const int MaxLots = 20, MaxCode = 40, Sscc = 18;

    internal static Unitising Read(FieldReader fields, EventInput input, DateTimeOffset at)
    {
        var unitising = new Unitising(
            input.Type, at, fields.Id("$.place", input.Place), ReadUnit(fields, input.Unit),
            fields.Shares("lots", input.Lots, least: 1, MaxLots, hasGrades: false), fields.Text("$.note", input.Note, FieldReader.MaxText));
        fields.Once("lots", unitising.Lots, []);
        return unitising;
    }

    /// <param name="claims">Of the lots.</param>
    /// <param name="products">Of those lots that are counted in another unit than their own.</param>
    public Result<StoredEvent> Decide(
        Caller by, IReadOnlyDictionary<LotId, LotClaim> claims, IReadOnlyDictionary<ProductId, Product> products, Place place, Recorded recorded, EventMaker maker)
    {
        if (claims.Values.Any(claim => claim.Coop != recorded.Coop)) return TraceabilityErrors.NoSuchLot;
        if (by.Role == Role.Farmer && claims.Values.Any(claim => claim.Member != by.Member)) return TraceabilityErrors.NotYourLot;
        if (BeforeHarvestOf(claims.Values) is { } early) return early;
        for (var index = 0; index < Lots.Count; index++)
        {
            var (lot, path) = (Lots[index], $"$.lots[{index}].quantity");
            if (lot.Quantity!.Unit == claims[lot.Lot].Unit) continue;
            if (!products.TryGetValue(lot.Lot.Product, out var product)) return LotClaim.NoSuchUnit(path, claims[lot.Lot].Unit);
            if (LotClaim.StockOf(path, lot.Quantity, product).Error is { } unit) return unit;
        }

        return maker.Unitising(this, place, recorded);
    }

    /// <summary>The EPC of the unit: of GS1 where it has an SSCC, else an address of ours.</summary>
    internal string Epc(string coop, Uri site) => Unit.Length == Sscc && Unit.All(char.IsAsciiDigit)
        ? $"{Gs1Key.CanonicalDomain}/00/{Unit}"
        : LotUri.OfUnit(coop, Unit, site);

    /// <summary>Many digits are meant for an SSCC: a wrong one must not become a code by the way.</summary>
    private static string ReadUnit(FieldReader fields, string? unit)
    {
        if (unit is not { Length: > 10 } || !unit.All(char.IsAsciiDigit)) return fields.Code("$.unit", unit, MaxCode) ?? string.Empty;
        if (unit.Length != Sscc) fields.Fault("$.unit", "must be an SSCC of 18 digits, or a code of your own that is not digits alone.");
        else if (!CheckDigit.IsRight(unit)) fields.Fault("$.unit", $"is an SSCC with a wrong check digit; {CheckDigit.For(unit.AsSpan(0, Sscc - 1))} would be right.");
        return unit;
    }
}

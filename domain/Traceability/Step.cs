using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Traceability;

/// <summary>What happens to a lot after the field, in the words of the simple API.</summary>
public enum StepType
{
    Pack,
    Ship,
    Receive,
}

/// <summary>A lot in a list of a body; the quantity may be left out of an event, but not of a pack with inputs and outputs.</summary>
public sealed record LotInput(Quantity Quantity, string Lot, string? Gtin = null, string? Product = null);

/// <summary>What a person sends to record a step: of one lot, or a pack that turns lots into others.</summary>
public sealed record StepInput(
    StepType Type, string At, string Place,
    string? Gtin = null, string? Product = null, string? Lot = null, Quantity? Quantity = null,
    IReadOnlyList<LotInput>? Inputs = null, IReadOnlyList<LotInput>? Outputs = null);

/// <summary>A step whose fields are sound: of one lot where <paramref name="Lot"/> is there, else a pack.</summary>
public sealed record Step(
    StepType Type, DateTimeOffset At, string Place, LotShare? Lot, IReadOnlyList<LotShare> Inputs, IReadOnlyList<LotShare> Outputs)
{
    /// <summary>Each output is a claim and a row of the board; the event names all of them.</summary>
    private const int MaxLots = 20;

    public static Result<Step> Read(string coop, StepInput input, DateTimeOffset now)
    {
        var fields = new FieldReader(coop);
        var isPack = input.Inputs is not null || input.Outputs is not null;
        var step = new Step(
            input.Type,
            fields.Time("$.at", input.At, now),
            fields.Id("$.place", input.Place),
            isPack ? null : ReadOne(fields, input),
            ReadMany(fields, "inputs", isPack, input.Inputs),
            ReadMany(fields, "outputs", isPack, input.Outputs));
        if (isPack) CheckPack(fields, input, step);
        return fields.Error is { } error ? error : step;
    }

    /// <summary>The event of one lot.</summary>
    /// <param name="lot">The lot; one of this cooperative.</param>
    /// <param name="product">Of the lot; needed only where the step counts in <see cref="OtherUnitThan">another unit</see> than it.</param>
    public Result<StoredEvent> Observe(Caller by, LotClaim lot, Product? product, Place place, Recorded recorded, EventMaker maker)
    {
        if (lot.Coop != recorded.Coop) return TraceabilityErrors.NoSuchLot;
        if (by.Role == Role.Farmer && lot.Member != by.Member) return TraceabilityErrors.NotYourLot;
        if (BeforeHarvestOf([lot]) is { } early) return early;
        if (OtherUnitThan(lot))
        {
            if (product is null) return LotClaim.NoSuchUnit("$.quantity", lot.Unit);
            if (LotClaim.StockOf("$.quantity", Lot!.Quantity!, product).Error is { } unit) return unit;
        }

        var (bizStep, disposition) = Type switch
        {
            StepType.Ship => ("shipping", "in_transit"),
            StepType.Receive => ("receiving", "in_progress"),
            _ => ("packing", "in_progress"),
        };
        return maker.Observe(bizStep, disposition, At, place, Lot!, recorded);
    }

    /// <summary>Whether only the product can tell how much of the lot it is.</summary>
    public bool OtherUnitThan(LotClaim lot) => Lot?.Quantity is { } quantity && quantity.Unit != lot.Unit;

    /// <summary>The refusal of a step that comes before one of its lots was there.</summary>
    internal Error? BeforeHarvestOf(IEnumerable<LotClaim> lots) => lots.FirstOrDefault(lot => At < lot.HarvestedAt) is { } lot
        ? TraceabilityErrors.Fields([new("$.at", $"must not lie before the harvest of lot {lot.Id.Lot}, {AgriTraceJson.Write(lot.HarvestedAt).Trim('"')}.")])
        : null;

    private static LotShare? ReadOne(FieldReader fields, StepInput input)
    {
        if (input.Lot is null) fields.Fault("$.lot", "is missing.");
        return new LotShare(fields.LotId("$", input.Gtin, input.Product, input.Lot ?? "-"), fields.Quantity("$.quantity", input.Quantity));
    }

    private static LotShare[] ReadMany(FieldReader fields, string name, bool isPack, IReadOnlyList<LotInput>? inputs)
    {
        if (isPack && inputs is not { Count: > 0 and <= MaxLots }) fields.Fault($"$.{name}", $"must have 1 to {MaxLots} lots.");
        return [.. (inputs ?? []).Take(MaxLots).Select((input, index) => new LotShare(
            fields.LotId($"$.{name}[{index}]", input.Gtin, input.Product, input.Lot),
            fields.Quantity($"$.{name}[{index}].quantity", input.Quantity)))];
    }

    private static void CheckPack(FieldReader fields, StepInput input, Step step)
    {
        if (input.Type != StepType.Pack) fields.Fault("$.type", "must be pack where inputs and outputs are given.");
        if (input.Lot is not null) fields.Fault("$.lot", "must not stand beside inputs and outputs.");
        if (input.Gtin is not null) fields.Fault("$.gtin", "must not stand beside inputs and outputs.");
        if (input.Product is not null) fields.Fault("$.product", "must not stand beside inputs and outputs.");
        if (input.Quantity is not null) fields.Fault("$.quantity", "must not stand beside inputs and outputs.");
        CheckOnce(fields, "inputs", step.Inputs, []);
        CheckOnce(fields, "outputs", step.Outputs, step.Inputs);
    }

    private static void CheckOnce(FieldReader fields, string name, IReadOnlyList<LotShare> shares, IReadOnlyList<LotShare> others)
    {
        var seen = others.Select(share => share.Lot).ToHashSet();
        for (var index = 0; index < shares.Count; index++)
            // A number that cannot be read has its fault already.
            if (shares[index].Lot.Lot.Length > 0 && !seen.Add(shares[index].Lot)) fields.Fault($"$.{name}[{index}].lot", "stands in this pack twice.");
    }
}

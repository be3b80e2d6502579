using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Traceability;

/// <summary>A record that turns lots into others: how much of each input it takes, and the lots that it makes.</summary>
/// <param name="Taken">In whole thousandths of each lot's unit.</param>
public sealed record Packing(IReadOnlyList<(LotId Lot, long Stock, string Unit)> Taken, IReadOnlyList<LotClaim> Made)
{
    /// <summary>See <see cref="MassBalance"/>; null where the weights can be.</summary>
    public string? Breach { get; private init; }

    /// <param name="claims">Of the inputs, all of this cooperative.</param>
    /// <param name="products">Of inputs and outputs.</param>
    public static Result<Packing> Decide(
        Making step, Caller by, string coop, IReadOnlyDictionary<LotId, LotClaim> claims, IReadOnlyDictionary<ProductId, Product> products, RecordId record)
    {
        if (claims.Values.Any(claim => claim.Coop != coop)) return TraceabilityErrors.NoSuchLot;
        if (by.Role == Role.Farmer && claims.Values.Any(claim => claim.Member != by.Member)) return TraceabilityErrors.NotYourLot;
        if (step.BeforeHarvestOf(claims.Values) is { } early) return early;

        var taken = new List<(LotId Lot, long Stock, string Unit)>();
        foreach (var (input, index) in step.Inputs.Select((input, index) => (input, index)))
        {
            if (!LotClaim.StockOf($"$.inputs[{index}].quantity", input.Quantity!, products[input.Lot.Product]).Try(out var stock, out var error)) return error;
            taken.Add((input.Lot, stock, claims[input.Lot].Unit));
        }

        var made = new List<LotClaim>();
        foreach (var (output, index) in step.Outputs.Select((output, index) => (output, index)))
        {
            if (!LotClaim.StockOf($"$.outputs[{index}].quantity", output.Quantity!, products[output.Lot.Product]).Try(out var stock, out var error)) return error;
            made.Add(Claim(step, output, stock, by, coop, [.. claims.Values], products[output.Lot.Product], record));
        }

        if (MoreOutThanIn(step, products) is { } more) return more;
        BalancedPart[] PartsOf(IEnumerable<LotShare> shares) => [.. shares.Select(share => new BalancedPart(products[share.Lot.Product], share.Quantity))];
        var breach = MassBalance.Breach(PartsOf(step.Inputs), PartsOf(step.Outputs));
        return Shares.Pool(taken.Select(one => (claims[one.Lot], one.Stock)), made, products).Map(shared => new Packing(taken, shared) { Breach = breach });
    }

    /// <summary>The hold that the lots made get at once, where more came out than can have gone in, or less than the product yields; null where all is well.</summary>
    /// <param name="cause">The hash of the event that tells it.</param>
    public Hold? HoldFor(string cause, DateTimeOffset now) => Breach is null ? null : MassBalance.HoldOf(Made[0].Coop, [.. Made.Select(lot => lot.Id)], Breach, cause, now);

    /// <summary>A new box holds no more of a product than went into it. Not rounded: ten pieces weigh what ten single ones do.</summary>
    private static Error? MoreOutThanIn(Making step, IReadOnlyDictionary<ProductId, Product> products)
    {
        decimal Sum(IEnumerable<LotShare> shares, Product product) =>
            shares.Where(share => share.Lot.Product == product.Id).Sum(share => share.Quantity!.Value * product.PerUnit(share.Quantity.Unit)!.Value);

        foreach (var id in step.Outputs.Select(output => output.Lot.Product).Intersect(step.Inputs.Select(input => input.Lot.Product)))
        {
            var product = products[id];
            var (taken, made) = (Sum(step.Inputs, product), Sum(step.Outputs, product));
            if (made > taken * (1 + (product.TolerancePercent / 100))) return TraceabilityErrors.MoreOutThanIn(id, new Quantity(taken, product.Unit), new Quantity(made, product.Unit));
        }

        return null;
    }

    /// <summary>Moves the stock. What is reserved or sold of an input stays with it.</summary>
    public Result<Board> Apply(Board board)
    {
        foreach (var (id, stock, unit) in Taken)
        {
            var lot = board.Lots.GetValueOrDefault(id.Key);
            if (lot is null || lot.Left < stock) return TraceabilityErrors.StockShort(id, Quantity.OfThousandths(lot?.Left ?? 0, unit));
            // A new label must not get around a hold.
            if (lot.Held) return TraceabilityErrors.LotHeld(id);
            board = board.After(lot with { Received = lot.Received - stock });
        }

        return Made.Aggregate(board, (next, lot) => next.With(lot.ToBoardLot()));
    }

    private static LotClaim Claim(
        Making step, LotShare output, long stock, Caller by, string coop, IReadOnlyList<LotClaim> inputs, Product product, RecordId record)
    {
        var owner = inputs.DistinctBy(input => input.Member).Count() == 1 ? inputs[0] : null;
        // Fruit in a new box or basket is no fresher; what is processed has a shelf life of its own, once.
        var expires = product.Yield is null || inputs.Any(input => input.Id.Product == product.Id) ? inputs.Min(input => input.ExpiresOn) : VietnamTime.DayOf(step.At).AddDays(product.ShelfLifeDays);
        return new LotClaim(
            coop, output.Lot, owner?.Member ?? string.Empty, Plot: null, output.Quantity!, product.Unit, stock,
            inputs.Min(input => input.HarvestedAt), expires, record.Text, by.Name, by.OnBehalfOf, AgriTraceJson.Write(step),
            step.GradeOf(output, inputs));
    }
}

using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Traceability;

/// <summary>Keeps each member's share of lots that are packed together, by product and grade, to the thousandth: nothing is lost or made by rounding.</summary>
/// <remarks>A share is of what was weighed in, and not of what the box weighs: what is lost in between is nobody's own.</remarks>
public static class Shares
{
    /// <summary>Some 200,000 characters in the row of a lot.</summary>
    public const int Max = 2_000;

    /// <summary>Whatever a conversion makes of it: an amount times this fits 128 bits.</summary>
    private const decimal MaxWeight = 1e15m;

    /// <summary>Whose weight is in a lot. From the field it is its member's.</summary>
    public static IReadOnlyList<Contribution> Of(LotClaim lot) => lot.Contributions ?? [new(lot.Member, lot.Id.Product, lot.Grade, lot.Unit, lot.Stock, lot.Bought)];

    /// <summary>Who is credited when a lot is sold. Weights of one product are comparable; of several, each counts as it was weighed.</summary>
    public static IReadOnlyList<GrowerPart> GrowersOf(LotClaim lot) =>
        [.. Of(lot).GroupBy(part => (part.Member, part.Bought)).Select(same => new GrowerPart(same.Key.Member, same.Sum(part => part.Amount), same.Key.Bought))];

    /// <summary>The outputs of a pack with the shares of its inputs: in proportion to how much each output is.</summary>
    /// <param name="taken">How much of each input, in thousandths of its unit.</param>
    /// <param name="products">Of the outputs.</param>
    public static Result<IReadOnlyList<LotClaim>> Pool(
        IEnumerable<(LotClaim Lot, long Stock)> taken, IReadOnlyList<LotClaim> made, IReadOnlyDictionary<ProductId, Product> products)
    {
        var pooled = Merge(taken.SelectMany(input => Take(Of(input.Lot), input.Stock, input.Lot.Stock)));
        if (pooled.Count > Max) return TraceabilityErrors.TooManyShares(pooled.Count, Max);
        var parts = Divide(pooled, Weights(made, products));
        return made.Select((lot, index) => lot with { Contributions = parts[index] }).ToArray();
    }

    /// <summary>A part of what is in a lot: of each unit as much as there is in proportion, rounded once, then to the largest remainders.</summary>
    /// <param name="part">Of <paramref name="whole"/>, both in thousandths.</param>
    public static IReadOnlyList<Contribution> Take(IReadOnlyList<Contribution> all, long part, long whole)
    {
        if (part == whole) return all;
        return [.. all.GroupBy(one => one.Unit).SelectMany(same => TakeOf([.. same], part, whole))];
    }

    /// <summary>Each contribution over all outputs, so that its parts come to exactly what it is.</summary>
    /// <param name="weights">Of the outputs; at least one, none negative, not all zero.</param>
    public static IReadOnlyList<IReadOnlyList<Contribution>> Divide(IReadOnlyList<Contribution> all, IReadOnlyList<long> weights)
    {
        var parts = weights.Select(_ => new List<Contribution>()).ToArray();
        // What rounding has kept from an output so far, so that not always the same one gets the odd gram.
        var owed = new Int128[weights.Count];
        var total = weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
        foreach (var one in all)
        {
            var amounts = Apportion(one.Amount, weights, total, owed);
            for (var index = 0; index < parts.Length; index++)
                if (amounts[index] > 0) parts[index].Add(one with { Amount = amounts[index] });
        }

        return parts;
    }

    private static IEnumerable<Contribution> TakeOf(Contribution[] same, long part, long whole)
    {
        var weights = same.Select(one => one.Amount).ToArray();
        var total = weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
        // Half up.
        var amount = (long)(((total * part * 2) + whole) / (2 * (Int128)whole));
        return same.Zip(Apportion(amount, weights, total, new Int128[same.Length]), (one, taken) => one with { Amount = taken }).Where(one => one.Amount > 0);
    }

    /// <summary>Largest remainders. What is over goes to those whom rounding, here and before, has kept most from.</summary>
    private static long[] Apportion(long amount, IReadOnlyList<long> weights, Int128 total, Int128[] owed)
    {
        var parts = new long[weights.Count];
        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = (long)(amount * (Int128)weights[index] / total);
            owed[index] += amount * (Int128)weights[index] % total;
        }

        // No more than one each, and only to whom a fraction is due.
        var over = (int)(amount - parts.Sum());
        foreach (var index in Enumerable.Range(0, parts.Length).Where(index => weights[index] > 0).OrderByDescending(index => owed[index]).ThenBy(index => index).Take(over))
        {
            parts[index]++;
            owed[index] -= total;
        }

        return parts;
    }

    private static List<Contribution> Merge(IEnumerable<Contribution> all) =>
    [
        .. from one in all
           group one.Amount by one with { Amount = 0 } into same
           select same.Key with { Amount = same.Sum() },
    ];

    /// <summary>How the outputs compare: in the first unit that each of their products is counted in or has a conversion for, else as equals.</summary>
    private static long[] Weights(IReadOnlyList<LotClaim> made, IReadOnlyDictionary<ProductId, Product> products)
    {
        foreach (var unit in Quantity.Units.Prepend(made[0].Unit))
        {
            if (made.Any(lot => products[lot.Id.Product].PerUnit(unit) is null)) continue;
            var weights = made.Select(lot => (long)Math.Min(MaxWeight, Math.Round(lot.Stock / products[lot.Id.Product].PerUnit(unit)!.Value))).ToArray();
            if (weights.Any(weight => weight > 0)) return weights;
        }

        return [.. made.Select(_ => 1L)];
    }
}

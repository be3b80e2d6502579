using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Lineage;

/// <param name="Product">Null for a product that nobody described here.</param>
/// <param name="Quantity">Null where nobody said how much.</param>
public sealed record BalancedPart(Product? Product, Quantity? Quantity)
{
    /// <summary>In kilograms; null where neither the unit nor the product's conversions say it.</summary>
    public decimal? Mass
    {
        get
        {
            if (Quantity is not { } quantity) return null;
            if (quantity.Kilograms is { } direct) return direct;
            if (Product?.PerUnit(quantity.Unit) is not { } per) return null;
            if (Domain.Quantity.KilogramsPer(Product.Unit) is { } own) return quantity.Value * per * own;
            return Product.Conversions.FirstOrDefault(conversion => Domain.Quantity.KilogramsPer(conversion.Unit) is not null) is { Per: > 0 } weighed
                ? quantity.Value * per / weighed.Per * Domain.Quantity.KilogramsPer(weighed.Unit)
                : null;
        }
    }
}

/// <summary>How much may come out of what went in.</summary>
public static class MassBalance
{
    /// <summary>A breach in words; null where all is well, or where one of the parts cannot be compared.</summary>
    /// <remarks>
    /// What has no yield of its own, or is of a product that went in, weighs no more than what went in. What is processed takes as much as
    /// its product's yield says: no more comes out than at the best yield, no less than at the worst.
    /// </remarks>
    public static string? Breach(IReadOnlyList<BalancedPart> inputs, IReadOnlyList<BalancedPart> outputs)
    {
        if (inputs.Concat(outputs).Any(part => part.Mass is null)) return null;
        var products = inputs.Select(part => part.Product?.Id).OfType<ProductId>().ToHashSet();
        var tolerance = outputs.Max(part => part.Product?.TolerancePercent ?? 0) / 100;
        var (taken, made) = (inputs.Sum(part => part.Mass!.Value), outputs.Sum(part => part.Mass!.Value));
        if (outputs.Sum(part => part.Mass!.Value / (YieldOf(part)?.Max ?? 1)) > taken * (1 + tolerance))
            return $"Cân bằng khối lượng: làm ra {Kg(made)} từ {Kg(taken)}, nhiều hơn mức có thể. (More came out than can have gone in.)";
        if (outputs.All(part => YieldOf(part) is not null) && outputs.Sum(part => part.Mass!.Value / YieldOf(part)!.Min) < taken * (1 - tolerance))
            return $"Cân bằng khối lượng: chỉ làm ra {Kg(made)} từ {Kg(taken)}, ít hơn định mức. (Less came out than the product yields.)";
        return null;

        YieldRange? YieldOf(BalancedPart part) => part.Product is { Yield: { } yield } product && !products.Contains(product.Id) ? yield : null;
    }

    /// <summary>Whether more was taken of a lot than it ever had.</summary>
    /// <param name="made">As it was claimed.</param>
    /// <param name="taken">By each event that made something of it; what does not say how much counts as nothing.</param>
    public static string? Overdrawn(Product? product, Quantity made, IEnumerable<Quantity> taken)
    {
        var masses = taken.Select(quantity => new BalancedPart(product, quantity).Mass).ToArray();
        if (new BalancedPart(product, made).Mass is not { } had || masses.Any(mass => mass is null)) return null;
        var used = masses.Sum(mass => mass!.Value);
        return used > had * (1 + ((product?.TolerancePercent ?? 0) / 100))
            ? $"Cân bằng khối lượng: đã dùng {Kg(used)} của lô chỉ có {Kg(had)}. (More was taken of the lot than it ever had.)"
            : null;
    }

    /// <summary>Keeps what an event made from sale until somebody explains its weights. Whoever finds the same breach makes the same hold.</summary>
    public static Hold HoldOf(string coop, IReadOnlyList<LotId> made, string breach, string cause, DateTimeOffset now) =>
        new(Hold.IdOf(HoldReason.MassBalance, coop, cause), coop, HoldReason.MassBalance, made, breach, now, Hold.System, cause);

    private static string Kg(decimal mass) => new Quantity(decimal.Round(mass, 3), "KGM").ToString();
}

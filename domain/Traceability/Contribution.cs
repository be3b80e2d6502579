using AgriTrace.Domain.Catalogue;

namespace AgriTrace.Domain.Traceability;

/// <summary>The accepted weight of one member, product and grade that went into a lot: what they are paid for.</summary>
/// <param name="Unit">The unit of <paramref name="Product"/>.</param>
/// <param name="Amount">In whole thousandths of <paramref name="Unit"/>: grams where it is the kilogram.</param>
/// <param name="Bought">See <see cref="LotClaim.Bought"/>.</param>
public sealed record Contribution(string Member, ProductId Product, string? Grade, string Unit, long Amount, bool Bought = false);

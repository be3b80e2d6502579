using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Traceability;

/// <summary>A lot as it came into being. Storing it claims its number on the whole platform; it never changes.</summary>
/// <param name="Member">Whose harvest it is; empty where it was pooled from the lots of several members.</param>
/// <param name="Plot">Where it grew; null where it was packed from other lots.</param>
/// <param name="Quantity">As it was declared.</param>
/// <param name="Unit">The product's unit.</param>
/// <param name="Stock">The quantity in whole thousandths of <paramref name="Unit"/>.</param>
/// <param name="RecordId">Of the event that made it.</param>
/// <param name="RecordedBy">See <see cref="Domain.Identity.Caller.Name"/>.</param>
/// <param name="OnBehalfOf">The member in whose place a helper recorded it.</param>
/// <param name="Content">What was asked for, as one text: the same text is the same request.</param>
/// <param name="Grade">As the weighing slip has it (loại 1, loại 2); null where nobody graded it.</param>
/// <param name="Contributions">Whose accepted weight is in a lot that was made from others; null for a lot from the field, which is its member's.</param>
/// <param name="Bought">The cooperative pays for it by the weighing slip: what its sale brings is the cooperative's. Else it is sold for its grower (ký gửi).</param>
public sealed record LotClaim(
    string Coop, LotId Id, string Member, string? Plot, Quantity Quantity, string Unit, long Stock,
    DateTimeOffset HarvestedAt, DateOnly ExpiresOn, string RecordId, string RecordedBy, string? OnBehalfOf, string Content,
    string? Grade = null, IReadOnlyList<Contribution>? Contributions = null, bool Bought = false)
{
    /// <summary>Whether a claim that was there first is this very one, made by an earlier try.</summary>
    public bool IsRepeatOf(LotClaim first) => Coop == first.Coop && Id == first.Id && Content == first.Content;

    public BoardLot ToBoardLot() =>
        new(Id, Member, Unit, Received: Stock, Reserved: 0, Sold: 0, HarvestedAt, ExpiresOn);

    /// <summary>The lot as it begins again after it had left the board, with nothing left of it yet.</summary>
    public BoardLot ToBoardLotAgain() => ToBoardLot() with { Received = 0, Again = true };

    internal static Error NoSuchUnit(string path, string counted) =>
        TraceabilityErrors.Fields([new($"{path}.unit", $"is no unit of this product; it is counted in {counted}.")]);

    /// <summary>Whole thousandths of the product's unit; the error says that the product has no such unit, or that it is too much.</summary>
    internal static Result<long> StockOf(string path, Quantity quantity, Product product)
    {
        if (product.PerUnit(quantity.Unit) is not { } per) return NoSuchUnit(path, product.Unit);

        var stock = Math.Round(quantity.Value * per, 3, MidpointRounding.AwayFromZero);
        return stock is > 0 and <= Domain.Quantity.Max
            ? new Quantity(stock, product.Unit).ToThousandths()
            : TraceabilityErrors.Fields([new($"{path}.value", $"is too little or too much, counted in {product.Unit}.")]);
    }
}

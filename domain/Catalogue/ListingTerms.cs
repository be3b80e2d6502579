using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Catalogue;

/// <summary>What of a listing may change while it is open. What it sells, and from which lots, stays: another offer is another listing.</summary>
/// <param name="MaxOver">See <see cref="BoardListing.MaxOver"/>; absent for <see cref="BoardListing.UsualMaxOver"/>.</param>
public sealed record ListingTerms(Money Price, decimal Minimum, decimal Step, int? MaxOver = null)
{
    private const int MostOver = 100;

    /// <summary>Of the least that can be ordered.</summary>
    private const int MaxOrder = 1_000_000;

    /// <summary>Orders that stand keep the price that they were placed at.</summary>
    /// <returns>The same listing where it says all of this already.</returns>
    public Result<BoardListing> Apply(BoardListing listing)
    {
        var faults = new List<FieldFault>();
        Check(listing.Unit, faults);
        if (faults.Count > 0) return CatalogueErrors.Listing(faults);
        var after = listing with { Price = Price, Minimum = Minimum, Step = Step, MaxOver = MaxOver ?? BoardListing.UsualMaxOver };
        return after == listing ? listing : after with { Revision = listing.Revision + 1 };
    }

    internal void Check(string unit, List<FieldFault> faults)
    {
        if (Price.Amount is <= 0 or > CatalogueErrors.MaxPrice) faults.Add(new("$.price.amount", $"must be 1 to {CatalogueErrors.MaxPrice}."));
        if (Price.Currency != Money.Vnd) faults.Add(new("$.price.currency", "must be VND."));
        Quantity.CheckValue("$.minimum", Minimum, faults);
        Quantity.CheckValue("$.step", Step, faults);
        if (unit == Quantity.Piece && (Minimum % 1 != 0 || Step % 1 != 0)) faults.Add(new("$.step", "must be whole where pieces are sold, and so must the minimum."));
        if (Minimum > MaxOrder) faults.Add(new("$.minimum", $"must be at most {MaxOrder}."));
        if (Step > MaxOrder) faults.Add(new("$.step", $"must be at most {MaxOrder}."));
        if (Minimum > 0 && Price.Times(Minimum) is { Amount: 0 }) faults.Add(new("$.minimum", "is so little that it costs nothing."));
        if (Step > 0 && Minimum % Step != 0) faults.Add(new("$.minimum", "must be a multiple of the step."));
        if (MaxOver is < 0 or > MostOver) faults.Add(new("$.maxOver", $"must be 0 to {MostOver} percent."));
    }
}

namespace AgriTrace.Domain.Cooperatives;

/// <summary>Every expected failure of cooperatives and their master data.</summary>
public static class CooperativeErrors
{
    public static Error NoSuchCooperative(string coop) => Error.NotFound("no-such-cooperative", $"There is no cooperative {coop}.");

    public static Error NoSuchMember(string member) => Error.NotFound("no-such-member", $"The cooperative has no member {member}.");

    public static Error NoSuchPlot(string plot) => Error.NotFound("no-such-plot", $"The cooperative has no plot {plot}.");

    public static Error NoSuchPlace(string place) => Error.NotFound("no-such-place", $"The cooperative has no place {place}.");
}

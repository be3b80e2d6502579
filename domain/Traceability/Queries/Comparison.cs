using System.Diagnostics;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>What the first two letters of a parameter's name ask of a value.</summary>
internal enum Comparison
{
    EQ,
    GT,
    GE,
    LT,
    LE,
}

internal static class Comparisons
{
    public static readonly Comparison[] All = [Comparison.EQ, Comparison.GT, Comparison.GE, Comparison.LT, Comparison.LE];

    /// <param name="order">Of the event's value to the given one, as CompareTo has it.</param>
    public static bool Holds(this Comparison comparison, int order) => comparison switch
    {
        Comparison.EQ => order == 0,
        Comparison.GT => order > 0,
        Comparison.GE => order >= 0,
        Comparison.LT => order < 0,
        Comparison.LE => order <= 0,
        _ => throw new UnreachableException(),
    };
}

using System.Globalization;
using System.Text.Json.Serialization;

namespace AgriTrace.Domain;

/// <summary>An amount of goods.</summary>
/// <param name="Value">At most three decimals; storage holds whole thousandths.</param>
/// <param name="Unit">A UN/ECE Recommendation 20 code: KGM, TNE, H87.</param>
public sealed record Quantity(decimal Value, string Unit)
{
    /// <summary>A million tonnes, in kilograms.</summary>
    public const decimal Max = 1_000_000_000m;

    /// <summary>One piece: a fruit, a fish, a box.</summary>
    public const string Piece = "H87";

    /// <summary>The units that produce is sold and weighed in.</summary>
    public static IReadOnlyList<string> Units { get; } = ["KGM", "GRM", "TNE", Piece, "LTR"];

    /// <summary>How many kilograms one of a unit of mass is; null for any other unit.</summary>
    public static decimal? KilogramsPer(string unit) => unit switch
    {
        "KGM" => 1,
        "GRM" => 0.001m,
        "TNE" => 1000,
        _ => null,
    };

    /// <summary>Null for what is not counted by mass.</summary>
    [JsonIgnore]
    public decimal? Kilograms => Value * KilogramsPer(Unit);

    /// <summary>The least that can be counted of a unit.</summary>
    public static decimal LeastOf(string unit) => unit == Piece ? 1 : 0.001m;

    /// <summary>What is wrong with a part of a piece: nobody sells, packs or takes back half a fruit. Null for all else.</summary>
    public static FieldFault? PartOfPiece(string path, decimal value, string unit) => unit == Piece && value % 1 != 0 ? new(path, "must be whole pieces.") : null;

    /// <summary>Whole thousandths, as rows and boards hold it.</summary>
    public long ToThousandths() => (long)(Value * 1000);

    public static Quantity OfThousandths(long thousandths, string unit) => new(thousandths / 1000m, unit);

    /// <summary>Adds what is wrong with a quantity from outside: sign, bounds, decimals, unit.</summary>
    /// <param name="path">The JSON path of the quantity object.</param>
    public void Check(string path, ICollection<FieldFault> faults)
    {
        CheckValue(path + ".value", Value, faults);
        if (!Units.Contains(Unit)) faults.Add(new(path + ".unit", $"must be one of {string.Join(", ", Units)} (UN/ECE Rec 20)."));
    }

    /// <inheritdoc cref="Check"/>
    public static void CheckValue(string path, decimal value, ICollection<FieldFault> faults)
    {
        if (value is <= 0 or > Max) faults.Add(new(path, string.Create(CultureInfo.InvariantCulture, $"must be more than 0 and at most {Max:N0}.")));
        else if (decimal.Round(value, 3) != value) faults.Add(new(path, "must have at most three decimals."));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.###} {Unit}");
}

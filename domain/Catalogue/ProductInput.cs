using System.Globalization;

namespace AgriTrace.Domain.Catalogue;

/// <summary>A product as an admin writes it.</summary>
/// <param name="Image">The id of an uploaded JPEG or PNG of at most 200 KiB.</param>
public sealed record ProductInput(
    LocalText Name, string Unit, int ShelfLifeDays, IReadOnlyList<Conversion>? Conversions = null, TemperatureRange? Temperature = null,
    HumidityRange? Humidity = null, YieldRange? Yield = null, decimal? TolerancePercent = null, string? Image = null)
{
    private const int MaxName = 200;
    private const int MaxShelfLifeDays = 3650;
    private const int MaxConversions = 10;

    /// <summary>Three decimals are kept.</summary>
    private const decimal LeastPer = 0.001m;

    /// <summary>More would hide any breach of the mass balance.</summary>
    private const decimal MaxTolerancePercent = 20;

    /// <summary>Nothing that swells in cooking comes near.</summary>
    private const decimal MaxYield = 100;

    /// <summary>Degrees Celsius, beyond which no store or lorry for food goes, cold or hot.</summary>
    private const decimal MaxDegrees = 60;

    /// <returns>What can be stored, or every fault at once.</returns>
    public Result<Product> Read(ProductId id)
    {
        var faults = new List<FieldFault>();
        var name = new LocalText(PlainText.Read("$.name.vi", Name.Vi, MaxName, faults), PlainText.Read("$.name.en", Name.En, MaxName, faults));
        CheckUnit("$.unit", Unit, faults);
        if (ShelfLifeDays is < 1 or > MaxShelfLifeDays) faults.Add(new("$.shelfLifeDays", "must be 1 to 3650."));
        CheckConversions(faults);
        CheckTemperature(faults);
        CheckHumidity(faults);
        CheckBalance(faults);
        if (Image is not null && !Slug.Parse("image", Image).IsOk) faults.Add(new("$.image", "must be the id of an uploaded picture."));
        return FieldErrors.Or(new Product(id, name, Unit, ShelfLifeDays, Conversions ?? [], Temperature, Humidity, Yield, TolerancePercent ?? 0, Image), faults);
    }

    private static void CheckUnit(string path, string unit, List<FieldFault> faults)
    {
        if (!Quantity.Units.Contains(unit)) faults.Add(new(path, $"must be one of {string.Join(", ", Quantity.Units)} (UN/ECE Rec 20)."));
    }

    private void CheckConversions(List<FieldFault> faults)
    {
        if (Conversions is null) return;
        if (Conversions.Count > MaxConversions)
        {
            faults.Add(new("$.conversions", "must be at most 10."));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { Unit };
        for (var index = 0; index < Conversions.Count; index++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.conversions[{index}]");
            CheckUnit(path + ".unit", Conversions[index].Unit, faults);
            if (!seen.Add(Conversions[index].Unit)) faults.Add(new(path + ".unit", "is the product's own unit, or stands here twice."));
            Quantity.CheckValue(path + ".per", Conversions[index].Per, faults);
            if (Quantity.KilogramsPer(Conversions[index].Unit) / Quantity.KilogramsPer(Unit) is { } known && known != Conversions[index].Per && Conversions[index].Per > 0)
                faults.Add(new(path + ".per", known < LeastPer ? $"cannot be said: one {Conversions[index].Unit} is too little of a {Unit}." : string.Create(CultureInfo.InvariantCulture, $"must be {known}: so many {Unit} are one {Conversions[index].Unit}.")));
        }
    }

    private void CheckTemperature(List<FieldFault> faults)
    {
        if (Temperature is not { } range) return;
        if (range is { Min: null, Max: null }) faults.Add(new("$.temperature", "must have min, max or both."));
        if (range.Min is < -MaxDegrees or > MaxDegrees) faults.Add(new("$.temperature.min", "must be -60 to 60 degrees Celsius."));
        if (range.Max is < -MaxDegrees or > MaxDegrees) faults.Add(new("$.temperature.max", "must be -60 to 60 degrees Celsius."));
        if (range.Min > range.Max) faults.Add(new("$.temperature.min", "must not be above max."));
    }

    private void CheckHumidity(List<FieldFault> faults)
    {
        if (Humidity is not { } range) return;
        if (range is { Min: null, Max: null }) faults.Add(new("$.humidity", "must have min, max or both."));
        if (range.Min is < 0 or > 100) faults.Add(new("$.humidity.min", "must be 0 to 100 percent."));
        if (range.Max is < 0 or > 100) faults.Add(new("$.humidity.max", "must be 0 to 100 percent."));
        if (range.Min > range.Max) faults.Add(new("$.humidity.min", "must not be above max."));
    }

    private void CheckBalance(List<FieldFault> faults)
    {
        if (TolerancePercent is < 0 or > MaxTolerancePercent) faults.Add(new("$.tolerancePercent", "must be 0 to 20."));
        if (Yield is not { } range) return;
        if (range.Min is <= 0 or > MaxYield) faults.Add(new("$.yield.min", "must be more than 0 and at most 100."));
        if (range.Max is <= 0 or > MaxYield) faults.Add(new("$.yield.max", "must be more than 0 and at most 100."));
        if (range.Min > range.Max) faults.Add(new("$.yield.min", "must not be above max."));
    }
}

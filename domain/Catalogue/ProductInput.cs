using System.Globalization;

namespace AgriTrace.Domain.Catalogue;

/// <summary>A product as an admin writes it.</summary>
public sealed record ProductInput(
    LocalText Name, string Unit, int ShelfLifeDays, IReadOnlyList<Conversion>? Conversions = null, TemperatureRange? Temperature = null)
{
    private const int MaxName = 200;
    private const int MaxShelfLifeDays = 3650;
    private const int MaxConversions = 10;

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
        return FieldErrors.Or(new Product(id, name, Unit, ShelfLifeDays, Conversions ?? [], Temperature), faults);
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
}

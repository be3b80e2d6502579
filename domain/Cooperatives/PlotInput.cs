using System.Text.Json;

namespace AgriTrace.Domain.Cooperatives;

/// <summary>A plot, pond or barn as an admin writes it.</summary>
public sealed record PlotInput(string Name, PlotKind Kind, string Member, decimal Hectares, JsonElement Geometry, string? AreaCode = null,
    DateOnly? Since = null, Quantity? DeclaredYield = null)
{
    private const int MaxAreaCode = 40;

    /// <summary>Larger than any field of a household or a cooperative.</summary>
    private const decimal MaxHectares = 10_000;

    /// <inheritdoc cref="CooperativeInput.Read"/>
    public Result<Plot> Read(string id)
    {
        var faults = new List<FieldFault>();
        if (!Slug.Parse("member", Member).IsOk) faults.Add(new("$.member", "must be the id of a member."));
        if (Hectares is <= 0 or > MaxHectares) faults.Add(new("$.hectares", "must be more than 0 and at most 10000."));
        else if (decimal.Round(Hectares, 4) != Hectares) faults.Add(new("$.hectares", "must have at most four decimals."));
        if (Since is { Year: < 1900 or > 2100 }) faults.Add(new("$.since", "must be a day between 1900 and 2100."));
        DeclaredYield?.Check("$.declaredYield", faults);
        if (DeclaredYield is { Unit: not ("KGM" or "TNE") }) faults.Add(new("$.declaredYield.unit", "must be KGM or TNE."));
        PlotGeometry.Check("$.geometry", Geometry, faults);
        var plot = new Plot(
            id,
            PlainText.Read("$.name", Name, CooperativeText.MaxName, faults),
            Kind,
            Member,
            PlainText.ReadOptional("$.areaCode", AreaCode, MaxAreaCode, faults),
            Hectares,
            Geometry,
            Since,
            DeclaredYield);
        return FieldErrors.Or(plot, faults);
    }
}

namespace AgriTrace.Domain.Catalogue;

/// <summary>A name in both languages.</summary>
public sealed record LocalText(string Vi, string En);

/// <param name="Per">How much of the product's own unit one of <paramref name="Unit"/> is: a pomelo is 1.2 KGM.</param>
public sealed record Conversion(string Unit, decimal Per);

/// <param name="Min">Degrees Celsius.</param>
public sealed record TemperatureRange(decimal? Min, decimal? Max);

/// <param name="Min">Relative humidity in percent.</param>
public sealed record HumidityRange(decimal? Min, decimal? Max);

/// <summary>How much of a processed product comes of one unit of what went in, where both are counted alike: 0.10 to 0.14 for dried mango.</summary>
public sealed record YieldRange(decimal Min, decimal Max);

/// <summary>What a cooperative sells, apart from any lot of it.</summary>
/// <param name="Unit">UN/ECE Rec 20; lots are counted in it.</param>
/// <param name="ShelfLifeDays">From harvest to expiry; of a processed product, from its making.</param>
/// <param name="Yield">Of a product that is made by processing; null for what is only packed, which is no fresher than what went in.</param>
/// <param name="Image">The id of an uploaded picture that pages show; null where there is none.</param>
/// <param name="TolerancePercent">How far weights may be apart before that is a breach of the mass balance.</param>
public sealed record Product(
    ProductId Id, LocalText Name, string Unit, int ShelfLifeDays, IReadOnlyList<Conversion> Conversions, TemperatureRange? Temperature,
    HumidityRange? Humidity = null, YieldRange? Yield = null, decimal TolerancePercent = 0, string? Image = null)
{
    /// <summary>Where pages show its picture; null where there is none. Another picture has another path.</summary>
    public string? ImagePathIn(string coop) => Image is null ? null : $"/pictures/{coop}/{Id.Name}/{Image}";

    /// <summary>How much of <see cref="Unit"/> one of another unit is; null where the product does not say.</summary>
    public decimal? PerUnit(string unit) =>
        unit == Unit ? 1 : Conversions.FirstOrDefault(conversion => conversion.Unit == unit)?.Per;
}

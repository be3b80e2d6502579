using AgriTrace.Domain.Catalogue;

namespace AgriTrace.Domain.Traceability.ColdChain;

/// <summary>Everything that was measured of a lot, however much it is, in one summary.</summary>
/// <param name="Measurements">Events that measured.</param>
/// <param name="MinTemperature">Degrees Celsius.</param>
/// <param name="MinHumidity">Relative humidity in percent.</param>
/// <param name="Limits">What the product wants; null where it says nothing, and then nothing is out of range.</param>
/// <param name="OutOfRange">Measurements that lie outside of <paramref name="Limits"/>, by temperature or humidity.</param>
public sealed record RecordColdChain(
    int Measurements,
    decimal? MinTemperature,
    decimal? MaxTemperature,
    decimal? MinHumidity,
    decimal? MaxHumidity,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    RecordLimits? Limits,
    int OutOfRange,
    DateTimeOffset? FirstOutOfRangeAt,
    DateTimeOffset? LastOutOfRangeAt)
{
    /// <param name="readings">In any order. One that an error declaration beside it declares wrong does not count, and neither does the declaration.</param>
    /// <param name="product">Whose limits hold.</param>
    /// <returns>Null where nothing was measured.</returns>
    public static RecordColdChain? Of(IReadOnlyList<KeyedReading> readings, Product product)
    {
        var wrong = readings.Select(one => StoredEvent.KeyOfDeclared(one.Key)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var good = readings.Where(one => StoredEvent.KeyOfDeclared(one.Key) is null && !wrong.Contains(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal).ToArray();
        if (good.Length == 0) return null;

        var limits = RecordLimits.Of(product);
        var outside = good.Where(one => limits?.Excludes(one.Reading) == true).ToArray();
        return new RecordColdChain(
            good.Length,
            good.Min(one => one.Reading.MinTemperature),
            good.Max(one => one.Reading.MaxTemperature),
            good.Min(one => one.Reading.MinHumidity),
            good.Max(one => one.Reading.MaxHumidity),
            good[0].At,
            good[^1].At,
            limits,
            outside.Length,
            outside.FirstOrDefault()?.At,
            outside.LastOrDefault()?.At);
    }
}

/// <summary>What a product wants; null where it does not say.</summary>
public sealed record RecordLimits(decimal? MinTemperature, decimal? MaxTemperature, decimal? MinHumidity, decimal? MaxHumidity)
{
    /// <returns>Null for a product that wants nothing.</returns>
    public static RecordLimits? Of(Product product)
    {
        var limits = new RecordLimits(product.Temperature?.Min, product.Temperature?.Max, product.Humidity?.Min, product.Humidity?.Max);
        return limits == new RecordLimits(null, null, null, null) ? null : limits;
    }

    /// <summary>Whether a reading lies outside. The limits themselves are within.</summary>
    public bool Excludes(Reading reading) =>
        reading.MinTemperature < MinTemperature || reading.MaxTemperature > MaxTemperature
        || reading.MinHumidity < MinHumidity || reading.MaxHumidity > MaxHumidity;
}

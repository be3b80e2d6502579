namespace AgriTrace.Web.Traceability;

/// <summary>What was measured of a lot, beside what its product wants.</summary>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="Humidity">Relative humidity in percent.</param>
/// <param name="OutOfRange">Measurements outside of the limits.</param>
public sealed record TraceColdChain(
    int Measurements, MeasuredRange Temperature, MeasuredRange TemperatureLimits, MeasuredRange Humidity, MeasuredRange HumidityLimits,
    DateTimeOffset FirstAt, DateTimeOffset LastAt, int OutOfRange, DateTimeOffset? FirstOutOfRangeAt, DateTimeOffset? LastOutOfRangeAt);

/// <summary>From the least to the most; an end that is not known is open.</summary>
public readonly record struct MeasuredRange(decimal? Min, decimal? Max)
{
    public bool IsKnown => Min is not null || Max is not null;
}

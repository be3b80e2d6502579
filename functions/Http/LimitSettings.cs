using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Functions.Http;

/// <summary>How often something may happen: so often on average, and so often at once after a rest.</summary>
public sealed record Rate(double PerSecond, int Burst);

/// <summary>How much one process takes on. The defaults leave room for a province of phones behind one address of its carrier.</summary>
public sealed record LimitSettings
{
    /// <summary>Trusted proxies that stand before us and each add an entry to <c>X-Forwarded-For</c>.</summary>
    public int Proxies { get; init; }

    /// <summary>Of an address, for calls that name no caller.</summary>
    public Rate Public { get; init; } = new(100, 400);

    /// <summary>Of a caller.</summary>
    public Rate Caller { get; init; } = new(100, 400);

    /// <summary>Of an address or caller, for what is <see cref="CostlyAttribute"/>.</summary>
    public Rate Costly { get; init; } = new(30, 150);

    /// <summary>Of an address, for tokens, keys and codes that were wrong.</summary>
    public Rate FailedSignIns { get; init; } = new(1, 30);

    /// <summary>Of an address, for webhooks.</summary>
    public Rate Webhooks { get; init; } = new(100, 1_000);

    /// <summary>Of an address, for reports of buyers.</summary>
    public Rate Reports { get; init; } = new(0.2, 20);

    /// <summary>Of an address, for orders that buyers place.</summary>
    public Rate Orders { get; init; } = new(1, 300);

    /// <summary>Costly calls that run at the same time.</summary>
    public int CostlyAtOnce { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>Costly calls that wait for their turn.</summary>
    public int CostlyWaiting { get; init; } = 64;

    /// <summary>How long one HTTP call may take.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(30);

    private const string Section = "AgriTrace:Limits:";

    /// <exception cref="InvalidOperationException">A setting is no number, or none within bounds.</exception>
    public static LimitSettings Read(IConfiguration settings)
    {
        var standard = new LimitSettings();
        return new LimitSettings
        {
            Proxies = Whole(settings, "AgriTrace:Proxies", 0, 10, standard.Proxies),
            Public = RateOf(settings, nameof(Public), standard.Public),
            Caller = RateOf(settings, nameof(Caller), standard.Caller),
            Costly = RateOf(settings, nameof(Costly), standard.Costly),
            FailedSignIns = RateOf(settings, nameof(FailedSignIns), standard.FailedSignIns),
            Webhooks = RateOf(settings, nameof(Webhooks), standard.Webhooks),
            Reports = RateOf(settings, nameof(Reports), standard.Reports),
            Orders = RateOf(settings, nameof(Orders), standard.Orders),
            CostlyAtOnce = Whole(settings, Section + nameof(CostlyAtOnce), 1, 10_000, standard.CostlyAtOnce),
            CostlyWaiting = Whole(settings, Section + nameof(CostlyWaiting), 0, 10_000, standard.CostlyWaiting),
            CallTime = TimeSpan.FromSeconds(Number(settings, Section + "CallSeconds", 0.001, 230, standard.CallTime.TotalSeconds)),
        };
    }

    private static Rate RateOf(IConfiguration settings, string name, Rate standard) => new(
        Number(settings, $"{Section}{name}:PerSecond", 0.0001, 1_000_000, standard.PerSecond),
        Whole(settings, $"{Section}{name}:Burst", 1, 10_000_000, standard.Burst));

    private static int Whole(IConfiguration settings, string name, int min, int max, int standard)
    {
        var number = Number(settings, name, min, max, standard);
        return number == Math.Floor(number) ? (int)number : throw new InvalidOperationException($"The setting {name} is not a whole number.");
    }

    private static double Number(IConfiguration settings, string name, double min, double max, double standard)
    {
        if (settings[name] is not { Length: > 0 } text) return standard;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The setting {name} is not a number of {min} to {max}."));
    }
}

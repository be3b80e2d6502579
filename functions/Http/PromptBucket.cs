using System.Threading.RateLimiting;

namespace AgriTrace.Functions.Http;

/// <summary>A token bucket that is refilled whenever it is asked. Refilled by a timer it lets a flood in at each tick, all at once.</summary>
internal sealed class PromptBucket(Rate rate) : ReplenishingRateLimiter
{
    private readonly TokenBucketRateLimiter bucket = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = rate.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1 / rate.PerSecond),
        AutoReplenishment = false,
        QueueLimit = 0,
    });

    public override TimeSpan? IdleDuration => bucket.IdleDuration;

    public override bool IsAutoReplenishing => false;

    public override TimeSpan ReplenishmentPeriod => bucket.ReplenishmentPeriod;

    public override bool TryReplenish() => bucket.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => bucket.GetStatistics();

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        bucket.TryReplenish();
        // Who asks for none asks whether there is one; the bucket itself is content with a fraction.
        return bucket.AttemptAcquire(permitCount == 0 && bucket.GetStatistics() is { CurrentAvailablePermits: 0 } ? 1 : permitCount);
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        bucket.AcquireAsync(permitCount, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing) bucket.Dispose();
        base.Dispose(disposing);
    }
}

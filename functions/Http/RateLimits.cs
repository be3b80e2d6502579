using System.Threading.RateLimiting;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>Counts calls in this process: by address, by caller, and by address what was a wrong secret. Forgets who rests.</summary>
/// <remarks>
/// An address that failed too often loses nothing but its anonymity: from then on calls with a token count in the address's own limit
/// before the token is looked at. So one guesser cannot lock out the others behind the same address.
/// </remarks>
public sealed class RateLimits(LimitSettings settings, ClientAddress addresses) : IDisposable
{
    private readonly PartitionedRateLimiter<string> anonymous = Make(settings.Public);
    private readonly PartitionedRateLimiter<string> callers = Make(settings.Caller);
    private readonly PartitionedRateLimiter<string> costly = Make(settings.Costly);
    private readonly PartitionedRateLimiter<string> failures = Make(settings.FailedSignIns);
    private readonly PartitionedRateLimiter<string> webhooks = Make(settings.Webhooks);

    /// <summary>Asked before anybody looks at what the request carries.</summary>
    /// <returns>The refusal, or null.</returns>
    public Error? BeforeIdentification(HttpRequest request, Pace pace)
    {
        if (pace == Pace.Free) return null;
        var address = addresses.NetworkOf(request);
        if (pace == Pace.Webhook) return Take(webhooks, address);
        if (RefusalOf(failures, address, permits: 0) is not { } failedOften) return null;
        if (pace == Pace.SignIn) return failedOften;
        return Names(request) ? Take(anonymous, address) : null;
    }

    /// <summary>Asked when it is known who calls, and before anything is read for them.</summary>
    /// <inheritdoc cref="BeforeIdentification"/>
    public Error? AfterIdentification(HttpRequest request, Caller caller, Pace pace, bool isCostly)
    {
        if (pace is Pace.Free or Pace.Webhook) return null;
        var key = caller.IsAnonymous ? addresses.NetworkOf(request) : NameOf(caller);
        return Take(caller.IsAnonymous ? anonymous : callers, key) ?? (isCostly ? Take(costly, key) : null);
    }

    /// <summary>Counts a wrong token, key or code against the address that it came from.</summary>
    /// <returns>The refusal itself, or, where there were too many, that there were.</returns>
    public Error Failed(HttpRequest request, Error refusal) => Take(failures, addresses.NetworkOf(request)) ?? refusal;

    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>[])[anonymous, callers, costly, failures, webhooks]) limiter.Dispose();
    }

    private static bool Names(HttpRequest request) => request.Headers.Authorization.Count > 0 || request.Headers.Cookie.Count > 0;

    /// <summary>No address looks like it: it holds two slashes.</summary>
    private static string NameOf(Caller caller) => $"{caller.Coop}/{caller.Name}/{caller.Device}";

    private static Error? Take(PartitionedRateLimiter<string> limiter, string key) => RefusalOf(limiter, key, permits: 1);

    private static Error? RefusalOf(PartitionedRateLimiter<string> limiter, string key, int permits)
    {
        using var lease = limiter.AttemptAcquire(key, permits);
        if (lease.IsAcquired) return null;
        return LimitErrors.TooMany(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero);
    }

    private static PartitionedRateLimiter<string> Make(Rate rate) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.Get<string>(key, _ => new PromptBucket(rate)), StringComparer.Ordinal);
}

public static class LimitErrors
{
    /// <summary>The member of the problem, and the header, that say how many seconds to wait.</summary>
    public const string RetryAfter = "retryAfter";

    public static readonly Error Busy = Error.Unavailable("busy", "There is more to do just now than can be done at once. Try again shortly.");

    public static readonly Error TookTooLong = Error.Unavailable(
        "took-too-long", "The call took too long and was ended. What it was to write may be written: send it again with the same key, or look first.");

    public static Error TooMany(TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return new Error(ErrorKind.TooMany, "too-many-requests", $"There were too many calls. Wait {seconds} s before the next one.")
        {
            Facts = new Dictionary<string, object?> { [RetryAfter] = seconds },
        };
    }
}

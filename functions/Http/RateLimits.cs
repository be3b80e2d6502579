using System.Threading.RateLimiting;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>Counts calls in this process: by address, by caller, and by address what was a wrong secret. Forgets who rests.</summary>
/// <remarks>
/// Wrong secrets count against their address, and past the limit are answered by 429. Right ones go on there, since a carrier's address
/// is that of many: tokens always, keys and sessions as long as the guesser leaves room in a limit of their own.
/// </remarks>
public sealed class RateLimits(LimitSettings settings, ClientAddress addresses) : IDisposable
{
    private readonly PartitionedRateLimiter<string> anonymous = Make(settings.Public);
    private readonly PartitionedRateLimiter<string> callers = Make(settings.Caller);
    private readonly PartitionedRateLimiter<string> costly = Make(settings.Costly);
    private readonly PartitionedRateLimiter<string> failures = Make(settings.FailedSignIns);
    private readonly PartitionedRateLimiter<string> lookups = Make(settings.Public);
    private readonly PartitionedRateLimiter<string> webhooks = Make(settings.Webhooks);
    private readonly PartitionedRateLimiter<string> reports = Make(settings.Reports);
    private readonly PartitionedRateLimiter<string> orders = Make(settings.Orders);

    /// <summary>Asked before anybody looks at what the request carries.</summary>
    /// <returns>The refusal, or null.</returns>
    public Error? BeforeIdentification(HttpRequest request, Pace pace)
    {
        if (pace == Pace.Free) return null;
        var address = addresses.NetworkOf(request);
        if (pace == Pace.Webhook) return Take(webhooks, address);
        var tooMany = pace switch
        {
            Pace.Report => Take(reports, address),
            Pace.Order => Take(orders, address),
            Pace.Guess => RefusalOf(failures, address, permits: 0),
            _ => null,
        };
        if (tooMany is not null) return tooMany;
        // Of an address that guesses, what costs storage to look up counts before it is looked up, beside what others do there.
        return Names(request) && RefusalOf(failures, address, permits: 0) is not null ? Take(lookups, address) : null;
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
        foreach (var limiter in (PartitionedRateLimiter<string>[])[anonymous, callers, costly, failures, lookups, webhooks, reports, orders]) limiter.Dispose();
    }

    /// <summary>A key or a cookie, for which a row is read; to refuse a token of another key costs nearly nothing.</summary>
    private static bool Names(HttpRequest request) => ApiKeys.IsKey(request.Headers.Authorization) || request.Headers.Cookie.Count > 0;

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

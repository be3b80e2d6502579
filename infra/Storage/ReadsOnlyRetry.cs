using Azure.Core;
using Azure.Core.Pipeline;

namespace AgriTrace.Infra.Storage;

/// <summary>Retries reads, never writes.</summary>
/// <remarks>
/// A write that failed may have been stored all the same; repeating it blindly turns our own success into a conflict. Whoever wrote
/// reads the row of the key first and then decides (design §4). Nor is a read tried again that ran out of time: its caller has waited
/// long enough.
/// </remarks>
internal sealed class ReadsOnlyRetry() : RetryPolicy(MaxRetries, DelayStrategy.CreateExponentialDelayStrategy(FirstDelay, MaxDelay))
{
    private const int MaxRetries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        IsWorthIt(message, exception) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        IsWorthIt(message, exception) ? base.ShouldRetryAsync(message, exception) : ValueTask.FromResult(false);

    private static bool IsWorthIt(HttpMessage message, Exception? exception) =>
        (message.Request.Method == RequestMethod.Get || message.Request.Method == RequestMethod.Head)
        && exception?.InnerException is not OperationCanceledException;
}

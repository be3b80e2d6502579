using System.Threading.RateLimiting;
using AgriTrace.Domain;

namespace AgriTrace.Functions.Http;

/// <summary>Lets a few costly calls run at once and a few more wait, so that they leave a core to the others.</summary>
public sealed class CostlyWork(LimitSettings settings) : IDisposable
{
    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = settings.CostlyAtOnce,
        QueueLimit = settings.CostlyWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Runs it when its turn comes; <see cref="LimitErrors.Busy"/> where too many wait already.</summary>
    public async Task<Result<T>> Run<T>(Func<Task<Result<T>>> work, CancellationToken cancel)
    {
        using var turn = await turns.AcquireAsync(1, cancel);
        return turn.IsAcquired ? await work() : LimitErrors.Busy;
    }

    public void Dispose() => turns.Dispose();
}

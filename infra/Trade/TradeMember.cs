using AgriTrace.Domain;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Infra.Trade;

/// <summary>One caller's change, from its waiting to its answer.</summary>
/// <remarks>Its decision runs in the flow of its own caller, whoever leads: the audit entry, the trace and what tests count are the caller's.</remarks>
internal abstract class TradeMember(CancellationToken cancel)
{
    /// <summary>Other writers can beat a change this often before its caller is asked to come back.</summary>
    private const int MaxAttempts = 10;

    private readonly ExecutionContext? flow = ExecutionContext.Capture();

    /// <summary>What it writes; null where it was refused.</summary>
    public TradeBatch? Batch { get; protected set; }

    /// <summary>How it ends is known: nothing is to be done for it but to answer.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>How often another writer was faster.</summary>
    public int Attempts { get; private set; }

    /// <summary>Decides on a board: again, when it was done on one that is no longer.</summary>
    /// <exception cref="OperationCanceledException">Its caller gave up.</exception>
    public async Task Decide(Versioned<Board> board)
    {
        cancel.ThrowIfCancellationRequested();
        await Run(() => DecideOn(board));
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Runs work in the flow of the caller.</summary>
    public Task Run(Func<Task> work)
    {
        if (flow is null) return work();
        Task? running = null;
        ExecutionContext.Run(flow, _ => running = work(), null);
        return running!;
    }

    /// <summary>Its outcome is known, and the answer follows.</summary>
    public void Settle() => IsSettled = true;

    /// <summary>Another writer was faster: it tries again, or is answered when it has done so often.</summary>
    public void Lose()
    {
        if (++Attempts == MaxAttempts) Answer(TradeOutcome.Changed);
    }

    /// <summary>Answers what was decided, with how it ended.</summary>
    public void Answer(TradeOutcome outcome)
    {
        Settle();
        Complete(outcome);
    }

    public void Refuse(Error error)
    {
        Settle();
        Complete(error);
    }

    public void Fail(Exception exception)
    {
        Settle();
        Complete(exception);
    }

    protected abstract Task DecideOn(Versioned<Board> board);

    protected abstract void Complete(TradeOutcome outcome);

    protected abstract void Complete(Error error);

    protected abstract void Complete(Exception exception);
}

internal sealed class TradeMember<T>(Func<Versioned<Board>, Task<Result<(TradeBatch Batch, T Value)>>> decide, CancellationToken cancel) : TradeMember(cancel)
{
    private readonly TaskCompletionSource<Result<(TradeOutcome, T)>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<(TradeBatch Batch, T Value)> decided;

    public Task<Result<(TradeOutcome, T)>> Answered => answer.Task;

    protected override async Task DecideOn(Versioned<Board> board)
    {
        Batch = null;
        decided = await decide(board);
        if (decided.IsOk) Batch = decided.Value.Batch;
    }

    protected override void Complete(TradeOutcome outcome) => answer.TrySetResult(decided.Map(all => (outcome, all.Value)));

    protected override void Complete(Error error) => answer.TrySetResult(error);

    protected override void Complete(Exception exception) => answer.TrySetException(exception);
}

using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Operations;

/// <param name="Messages">How many wait or are in work; storage gives it approximately.</param>
/// <param name="Poison">How many were given up and wait for a person.</param>
public sealed record QueueDepth(string Queue, int Messages, int Poison);

/// <param name="At">UTC; when the run ended.</param>
/// <param name="Failure">What went wrong; null when nothing did.</param>
public sealed record TimerRun(string Timer, DateTimeOffset At, string? Failure);

/// <summary>What the operator's status page asks of storage, and the health probe.</summary>
public sealed class PlatformStatus(StorageAccount storage, TimeProvider clock)
{
    private const string Timers = "timers";
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private readonly TableClient platform = storage.Table(TableNames.Platform);

    /// <summary>One point read. False when storage does not answer within two seconds, or has lost its tables.</summary>
    public async Task<bool> StorageAnswers(CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(ProbeTimeout);
        try
        {
            await platform.GetEntityIfExistsAsync<TableEntity>(Timers, "-", cancellationToken: limited.Token);
            return true;
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception) || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<QueueDepth>> Queues(CancellationToken cancel) =>
        await Task.WhenAll(QueueNames.All.Select(async queue =>
            new QueueDepth(queue, await Depth(queue, cancel), await Depth(QueueNames.PoisonOf(queue), cancel))));

    public Task RecordTimer(string timer, string? failure, CancellationToken cancel) =>
        platform.UpsertEntityAsync(
            new TableEntity(Timers, timer) { ["At"] = clock.GetUtcNow(), ["Failure"] = failure, ["V"] = 1 },
            TableUpdateMode.Replace,
            cancel);

    public async Task<IReadOnlyList<TimerRun>> TimerRuns(CancellationToken cancel)
    {
        var runs = new List<TimerRun>();
        await foreach (var row in platform.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Timers}"), cancellationToken: cancel))
            runs.Add(new TimerRun(row.RowKey, row.GetDateTimeOffset("At") ?? default, row.GetString("Failure")));
        return runs;
    }

    private async Task<int> Depth(string queue, CancellationToken cancel)
    {
        try
        {
            return (await storage.Queue(queue).GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount;
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            // A poison queue is made with its first message.
            return 0;
        }
    }
}

using AgriTrace.Domain;
using AgriTrace.Domain.Operations;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Operations;

/// <summary>What a job's queue message carries: enough to find its row.</summary>
public sealed record JobMessage(string Owner, Guid Job);

/// <summary>Job rows. A job and the message that starts it are one transaction.</summary>
public sealed class JobStore(StorageAccount storage, Outbox outbox, TimeProvider clock)
{
    private const string Prefix = "job|";
    private readonly TableClient table = storage.Table(TableNames.Jobs);

    /// <summary>Stores the job and sends its message.</summary>
    public async Task Create(Job job, CancellationToken cancel)
    {
        var message = Outbox.Row(job.Owner, MessageOf(job), clock.GetUtcNow());
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, RowOf(job)), new(TableTransactionActionType.Add, message)], cancel);
        await outbox.Deliver(table, [message], cancel);
    }

    /// <summary>The same for a job whose id follows from what asked for it: a repeat finds the first.</summary>
    /// <returns>The job as it stands.</returns>
    public async Task<Job> CreateOnce(Job job, CancellationToken cancel)
    {
        if (await Load(job.Owner, job.Id, cancel) is { Job: var first }) return first;
        try
        {
            await Create(job, cancel);
            return job;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return job;
        }
    }

    /// <summary>Stores a job that its maker has begun: a message is sent only if they do not end it.</summary>
    /// <returns>The version.</returns>
    public async Task<string> Open(Job job, CancellationToken cancel) =>
        (await table.AddEntityAsync(RowOf(job), cancel)).Headers.ETag.ToString()!;

    public async Task<(Job Job, string Version)?> Load(string owner, Guid id, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(owner, KeyOf(id), cancellationToken: cancel);
        return row is { HasValue: true, Value: { } entity } ? (JobOf(entity), entity.ETag.ToString()) : null;
    }

    /// <summary>Writes the next state over the one that was read.</summary>
    /// <returns>The new version, or null when another worker wrote first: load and decide again.</returns>
    public async Task<string?> Save(Job job, string version, CancellationToken cancel)
    {
        try
        {
            var answer = await table.UpdateEntityAsync(RowOf(job), new ETag(version), TableUpdateMode.Replace, cancel);
            return answer.Headers.ETag.ToString();
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return null;
        }
    }

    /// <summary>Jobs of an owner whose message or worker was lost.</summary>
    public async Task<IReadOnlyList<(Job Job, string Version)>> Lost(string owner, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lost = new List<(Job, string)>();
        var filter = TableReads.RangeOf(owner, Prefix) + " and Open eq true";
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
            if (JobOf(row) is var job && job.IsLost(now))
                lost.Add((job, row.ETag.ToString()));

        return lost;
    }

    /// <summary>Puts a lost job back on its queue. The consumer skips it when the first message was not lost after all.</summary>
    /// <remarks>
    /// The row is touched first: while a backlog keeps the job waiting, no sweep sends it again, and of two sweeps one does. A crash
    /// between the two leaves a job that counts as lost again later.
    /// </remarks>
    public async Task SendAgain(Job job, string version, CancellationToken cancel)
    {
        if (await Save(job with { TouchedAt = clock.GetUtcNow() }, version, cancel) is not null)
            await storage.Queue(job.Kind).SendMessageAsync(MessageOf(job).Body, cancel);
    }

    public Task<int> SweepOutbox(string owner, CancellationToken cancel) => outbox.Sweep(table, owner, clock.GetUtcNow(), cancel);

    public Task<DateTimeOffset?> OldestUnsent(string owner, CancellationToken cancel) => Outbox.Oldest(table, owner, cancel);

    private static OutboxMessage MessageOf(Job job) => new(job.Kind, AgriTraceJson.Write(new JobMessage(job.Owner, job.Id)));

    private static string KeyOf(Guid id) => Prefix + id.ToString("N");

    private static TableEntity RowOf(Job job) => new(job.Owner, KeyOf(job.Id))
    {
        ["Kind"] = job.Kind,
        ["State"] = job.State.ToString(),
        ["Open"] = !job.IsTerminal,
        ["Attempts"] = job.Attempts,
        ["CreatedAt"] = job.CreatedAt,
        ["TouchedAt"] = job.TouchedAt,
        ["Outcome"] = job.Outcome,
        ["Cause"] = job.Cause,
        ["RollsForward"] = job.RollsForward,
        ["Done"] = job.Done,
        ["Total"] = job.Total,
        ["V"] = 1,
    };

    private static Job JobOf(TableEntity row) => new(
        Guid.ParseExact(row.RowKey[Prefix.Length..], "N"),
        row.PartitionKey,
        row.GetString("Kind"),
        Enum.Parse<JobState>(row.GetString("State")),
        row.GetInt32("Attempts") ?? 0,
        row.GetDateTimeOffset("CreatedAt") ?? default,
        row.GetDateTimeOffset("TouchedAt") ?? default,
        row.GetString("Outcome"),
        row.GetString("Cause"),
        row.GetBoolean("RollsForward") ?? false,
        row.GetInt32("Done"),
        row.GetInt32("Total"));
}

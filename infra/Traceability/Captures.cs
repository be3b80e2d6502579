using System.Collections.Concurrent;
using AgriTrace.Domain;
using AgriTrace.Domain.Operations;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Traceability;

/// <summary>Captures documents: what of one is kept is decided wholly before the first write, and then rolled forward until all of it is there.</summary>
public sealed class Captures(EventStore events, EventIndex index, LineageStore lineage, LineageChecks checks, CaptureStore store, JobStore jobs, OwnLots lots, TraceDocuments documents, WantedRebuilds wanted, StreamNotices notices, ItemSales sales, BulkCalls calls, TimeProvider clock)
{
    /// <summary>Takes a document in: at once where it is small, else by a job.</summary>
    /// <returns>The job; running where it is not done yet. A refusal where an id belongs to another event, which spoils a document under rollback.</returns>
    /// <remarks>
    /// A crash at any point leaves a caller without an answer, who sends the document again, and each event is stored once. What does
    /// not fit into one transaction has a job row by then, from which the rest is stored even if nobody asks again.
    /// </remarks>
    public async Task<Result<CaptureJob>> Take(string coop, CapturePlan plan, CancellationToken cancel)
    {
        if (!plan.Without(await Taken(coop, plan, cancel)).Try(out var decided, out var error)) return error;
        if (!decided.Without(await Circular(decided, cancel)).Try(out decided, out error)) return error;
        var job = CaptureJob.Begin(coop, decided, clock.GetUtcNow());
        IndexedEvent[] kept = [.. decided.Events.Select(one => one.Event)];
        var isSmall = CaptureJob.IsSmall(kept);
        if (isSmall && EventStore.IsOneTransaction(kept)) return await Finish(job, kept, cancel);

        await store.Keep(new CaptureWork(job, [.. kept.Select(one => one.Stored)]), cancel);
        var row = Job.Create(coop, QueueNames.Captures, job.CreatedAt) with { Id = job.Id, RollsForward = true };
        return isSmall ? await AtOnce(row, job, kept, cancel) : await Later(row, job, cancel);
    }

    /// <summary>Stores one event that comes alone.</summary>
    /// <returns><see cref="TraceabilityErrors.EventExists"/> where it was there before.</returns>
    public async Task<Result<StoredEvent>> Take(string coop, IndexedEvent one, CancellationToken cancel)
    {
        if (await IsTaken(coop, one, cancel)) return TraceabilityErrors.EventIdTaken("$");
        if ((await lineage.CyclesOf(one.Lineage, cancel)).Values.FirstOrDefault() is { } circle) return TraceabilityErrors.LineageCycle("$", circle);
        return (await Store(coop, [one], cancel)).Count == 0 ? TraceabilityErrors.EventExists : one.Stored;
    }

    /// <summary>Goes on with a job from its row.</summary>
    /// <remarks>The kept work goes last: where it is gone, all was done, and only the job's row did not learn of it.</remarks>
    public async Task GoOn(Job row, CancellationToken cancel)
    {
        if (await store.Kept(row.Owner, row.Id, cancel) is not { } work) return;
        await Finish(work.Job, [.. work.Events.Select(IndexedEvent.Of)], cancel);
        await store.Drop(work.Job, cancel);
    }

    /// <summary>A job as its maker sees it; one point read, two while it runs.</summary>
    public async Task<CaptureJob?> Find(string coop, Guid id, CancellationToken cancel) =>
        await store.Find(coop, id, cancel) is { } job ? await AsItStands(job, cancel) : null;

    /// <summary>Jobs, the newest first.</summary>
    public async Task<CapturePage> Page(string coop, int count, string? after, CancellationToken cancel)
    {
        var page = await store.Page(coop, count, after, cancel);
        return page with { Jobs = await Task.WhenAll(page.Jobs.Select(job => AsItStands(job, cancel))) };
    }

    private async Task<CaptureJob> Later(Job row, CaptureJob job, CancellationToken cancel)
    {
        await jobs.Create(row, cancel);
        // The worker may have been faster, and has said then how it ended.
        await store.Begin(job, cancel);
        return job;
    }

    private async Task<CaptureJob> AtOnce(Job row, CaptureJob job, IReadOnlyCollection<IndexedEvent> kept, CancellationToken cancel)
    {
        var running = row.Begin(job.CreatedAt).Value;
        var version = await jobs.Open(running, cancel);
        var done = await Finish(job, kept, cancel);
        await store.Drop(job, cancel);
        await jobs.Save(running.Succeed(outcome: null, clock.GetUtcNow()).Value, version, cancel);
        return done;
    }

    private async Task<CaptureJob> Finish(CaptureJob job, IReadOnlyCollection<IndexedEvent> kept, CancellationToken cancel)
    {
        await Store(job.Coop, kept, cancel);
        var done = job.Finish(clock.GetUtcNow());
        await store.End(done, cancel);
        return done;
    }

    /// <remarks>Records of lots are outdated after the events are there: whoever makes one anew in between does not see them, and then does.</remarks>
    private async Task<IReadOnlySet<string>> Store(string coop, IReadOnlyCollection<IndexedEvent> kept, CancellationToken cancel)
    {
        var own = lots.Of(coop, kept, cancel);
        await checks.Added(coop, kept, await lineage.Add([.. kept.SelectMany(one => one.Lineage)], cancel), cancel);
        await sales.Note(coop, kept, cancel);
        var added = await events.Add(coop, kept, cancel);
        var told = lots.Named(kept.Where(one => one.Reading is null));
        await calls.Each((await own).Intersect(told), documents.Outdate, cancel);
        await calls.Each((await own).Except(told), wanted.Add, cancel);
        if (added.Count > 0) await notices.Captured(coop, cancel);
        return added;
    }

    private async Task<IReadOnlySet<string>> Taken(string coop, CapturePlan plan, CancellationToken cancel)
    {
        var taken = new ConcurrentDictionary<string, bool>();
        await calls.Each(plan.Events.Where(one => one.Event.ClaimedId is not null), async (one, stop) =>
        {
            if (await IsTaken(coop, one.Event, stop)) taken[one.Path] = true;
        }, cancel);
        return taken.Keys.ToHashSet();
    }

    /// <summary>The events after which a lot would come from itself, by path.</summary>
    private async Task<IReadOnlyDictionary<string, Error>> Circular(CapturePlan plan, CancellationToken cancel)
    {
        var said = plan.Events.SelectMany(one => one.Event.Lineage.Select(lineage => (one.Path, Lineage: lineage))).ToArray();
        var circles = await lineage.CyclesOf([.. said.Select(one => one.Lineage)], cancel);
        return circles.GroupBy(circle => said[circle.Key].Path).ToDictionary(group => group.Key, group => TraceabilityErrors.LineageCycle(group.Key, group.First().Value));
    }

    /// <remarks>The word of an owner is written before its event: after a crash in between it is the word of nobody.</remarks>
    private async Task<bool> IsTaken(string coop, IndexedEvent one, CancellationToken cancel)
    {
        if (one.ClaimedId is not { } id || await index.OwnerOf(coop, id, cancel) is not { } owner || owner == one.Stored.Hash) return false;
        await foreach (var key in index.WithId(coop, id, string.Empty, "~", cancel))
            if (await events.Find(coop, key, cancel) is { Declaration: null } other && other.Hash == owner) return true;
        return false;
    }

    /// <summary>A job that was given up after too many attempts never wrote its end.</summary>
    private async Task<CaptureJob> AsItStands(CaptureJob job, CancellationToken cancel)
    {
        if (!job.IsRunning || await jobs.Load(job.Coop, job.Id, cancel) is not { Job: { State: JobState.Failed, Cause: { } cause } row }) return job;
        return job.Finish(row.TouchedAt) with { Faults = [.. job.Faults, CaptureFault.Of(TraceabilityErrors.CaptureFailed(cause))] };
    }
}

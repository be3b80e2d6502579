using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Operations;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.QrCodes.Labels;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.QrCodes.Labels;

/// <summary>Takes orders for labels and says how they go.</summary>
public sealed class QrBatches(
    LabelStore store, LabelPrinter printer, LabelFiles files, SerialCodec serials, CoopStore coops, LotStore lots, HoldStore holds, TraceDocuments documents, JobStore jobs, TimeProvider clock)
{
    private const int PageSize = 20;

    /// <summary>Decides and keeps a print run, and starts its job.</summary>
    /// <param name="key">Of the request: a repeat is told of the first run, whatever happened to its lot meanwhile.</param>
    /// <remarks>A crash before the job is there leaves a run that nobody was told of; the repeat of the request starts it.</remarks>
    public async Task<Result<QrBatchBody>> Order(Caller by, string coop, LabelInput input, string key, CancellationToken cancel)
    {
        var content = AgriTraceJson.Write(input);
        if (await store.ByKey(coop, key, cancel) is { } first) return first.Content == content ? await Start(first, cancel) : LabelErrors.KeyUsed;
        if (!(await Decide(by, coop, input, content, cancel)).Try(out var decided, out var error)) return error;
        if (!(await store.Add(decided, key, cancel)).Try(out var batch, out error)) return error;
        return await Start(batch, cancel);
    }

    public async Task<Result<QrBatchBody>> Find(string coop, Guid id, CancellationToken cancel)
    {
        if (await store.Find(coop, id, cancel) is not { } batch || await jobs.Load(coop, id, cancel) is not { Job: var job }) return LabelErrors.NoSuchBatch;
        // What was held since must not reach the shelf by its labels.
        if (job.State != JobState.Failed && await HoldOf(batch.Lot, coop, cancel) is { } held) return QrBatchBody.Of(batch, job, []) with { Cause = LabelErrors.LotHeld(batch.Lot, held).Detail };

        var links = new List<QrFileBody>();
        foreach (var file in batch.Files.Where(file => file.End <= job.Done))
        {
            if (files.Link(batch, file) is not var (url, until)) return LabelErrors.NoLinks;
            links.Add(new QrFileBody(LabelFiles.NameOf(batch, file), file.From + 1, file.Count, url, until));
        }

        return QrBatchBody.Of(batch, job, links);
    }

    public async Task<QrBatchPageBody> Page(string coop, Guid? after, CancellationToken cancel)
    {
        var page = await store.Page(coop, PageSize, after, cancel);
        var found = await Task.WhenAll(page.Items.Select(async batch => (Batch: batch, Row: await jobs.Load(coop, batch.Id, cancel))));
        return new QrBatchPageBody([.. found.Where(one => one.Row is not null).Select(one => QrBatchBody.Of(one.Batch, one.Row!.Value.Job))], page.Next);
    }

    /// <summary>Makes what is left of a run.</summary>
    /// <returns>The outcome of its job.</returns>
    public async Task<string> Print(Job job, Func<int, Task> progress, CancellationToken cancel)
    {
        var batch = await store.Find(job.Owner, job.Id, cancel) ?? throw new InvalidOperationException($"Print run {job.Id} of {job.Owner} has no row.");
        await printer.Print(batch, progress, cancel);
        return AgriTraceJson.Write(new { files = batch.Files.Count() });
    }

    private async Task<Hold?> HoldOf(LotId lot, string coop, CancellationToken cancel) =>
        (await holds.All(coop, cancel)).FirstOrDefault(hold => hold.Released is null && hold.Lots.Contains(lot));

    private async Task<QrBatchBody> Start(LabelBatch batch, CancellationToken cancel)
    {
        var job = Job.Create(batch.Coop, QueueNames.QrBatches, clock.GetUtcNow()) with { Id = batch.Id, Done = 0, Total = batch.Count };
        return QrBatchBody.Of(batch, await jobs.CreateOnce(job, cancel), files: null);
    }

    private async Task<Result<LabelBatch>> Decide(Caller by, string coop, LabelInput input, string content, CancellationToken cancel)
    {
        if (!input.Read(coop).Try(out var read, out var error)) return error;
        if (await coops.Cooperative(coop, cancel) is not { } cooperative) return CooperativeErrors.NoSuchCooperative(coop);
        if (await coops.Product(coop, read.Lot.Product, cancel) is not { } product) return CatalogueErrors.NoSuchProduct(read.Lot.Product.Name);
        if (await lots.Find(read.Lot, cancel) is not { } lot || lot.Coop != coop) return TraceabilityErrors.NoSuchLot;
        if (await HoldOf(lot.Id, coop, cancel) is { } held) return LabelErrors.LotHeld(lot.Id, held);
        if (input.Serials != LabelSerials.None && !serials.CanWrite) return LabelErrors.NoSerials;

        var packed = (await documents.Find(lot.Id, cancel))?.Record.PackedAt;
        var (now, facts) = (clock.GetUtcNow(), LabelFacts.Of(lot, product, cooperative, packed, input.NetWeight));
        var batch = new LabelBatch(Guid.CreateVersion7(now), coop, lot.Id, input.Count, input.Serials, input.Format, read.Layout.Name, facts, now, by.Name, content);
        var fits = printer.LayoutsFor(batch);
        return fits.Contains(batch.Layout) ? batch : LabelErrors.DoesNotFit(batch.Layout, fits);
    }
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Labels;

/// <summary>Has labels of a lot printed into files.</summary>
public sealed class OrderQrBatch(Gate<OrderQrBatch> gate, QrBatches batches)
{
    [Function("OrderQrBatch"), Allow(Permission.PrintLabels, MaxBody = Limits.SmallBody)]
    [Describe("Has labels of a lot printed into files, up to 100,000 at once.", Request = typeof(LabelInput), Response = typeof(QrBatchBody), Status = 202, IdempotencyKey = true, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/qr-batches")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
            if (!(await call.Body<LabelInput>()).Try(out var input, out error)) return error;
            return (await batches.Order(call.Caller, call.Coop, input, key, cancel)).Map(body => Reply.Accepted($"/api/coops/{call.Coop}/qr-batches/{body.Id}", body));
        }, cancel);
}

/// <summary>The worker of a print run.</summary>
public sealed class PrintQrBatch(JobRunner runner, QrBatches batches)
{
    /// <remarks>A crash at its worst moment leaves a file half made, which nobody sees; the next attempt takes the same numbers and makes that file anew.</remarks>
    [Function("PrintQrBatch"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.QrBatches)] string message, CancellationToken cancel) =>
        runner.Run(message, (job, progress) => batches.Print(job, progress, cancel), cancel);
}

/// <summary>Says how a print run goes, and where its files are.</summary>
public sealed class GetQrBatch(Gate<GetQrBatch> gate, QrBatches batches)
{
    [Function("GetQrBatch"), Allow(Permission.PrintLabels)]
    [Describe("Says how a print run goes, with links to its files that are good for 15 minutes.", Response = typeof(QrBatchBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/qr-batches/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => Guid.TryParse(call.Route("id"), out var id)
            ? (await batches.Find(call.Coop, id, cancel)).Map(body => Reply.Ok(body).With("Cache-Control", "no-store"))
            : LabelErrors.NoSuchBatch, cancel);
}

/// <summary>The print runs of a cooperative.</summary>
public sealed class ListQrBatches(Gate<ListQrBatches> gate, QrBatches batches)
{
    [Function("ListQrBatches"), Allow(Permission.PrintLabels)]
    [Describe("Lists print runs of labels, the newest first.", Response = typeof(QrBatchPageBody), Query = ["after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/qr-batches")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => call.Query("after") switch
        {
            null => Reply.Ok(await batches.Page(call.Coop, after: null, cancel)),
            { } text when Guid.TryParseExact(text, "N", out var after) => Reply.Ok(await batches.Page(call.Coop, after, cancel)),
            _ => CursorErrors.Unknown,
        }, cancel);
}

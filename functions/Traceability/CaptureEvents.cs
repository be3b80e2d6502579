using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Traceability;

/// <summary>A capture job in the words of EPCIS 2.0 (8.1.4, 12.6).</summary>
/// <param name="Errors">Why events were not kept: one problem each.</param>
public sealed record CaptureBody(
    string CaptureID, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, bool Running, bool Success, string CaptureErrorBehaviour, IReadOnlyList<CaptureProblem> Errors)
{
    public static CaptureBody Of(CaptureJob job) => new(
        job.Id.ToString("N"), job.CreatedAt, job.FinishedAt, job.IsRunning, job.IsSuccess, job.Behaviour.ToString().ToLowerInvariant(), [.. job.Faults.Select(CaptureProblem.Of)]);
}

/// <summary>A problem of one event.</summary>
public sealed record CaptureProblem(string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<FieldFault> Errors)
{
    public static CaptureProblem Of(CaptureFault fault) => new(
        EpcisExceptions.Validation, "Bad Request", StatusCodes.Status400BadRequest, fault.Detail, fault.Code, fault.Faults);
}

/// <summary>Takes in EPCIS documents of other systems.</summary>
public sealed class CaptureEvents(Gate<CaptureEvents> gate, Captures captures, SiteSettings site, TimeProvider clock)
{
    [Function("CaptureEvents"), Allow(Permission.ExchangeEvents, MaxBody = Capture.MaxBytes), Costly]
    [Describe("Takes an EPCIS 2.0 document: all of it or nothing, or whatever of it is good.",
        Consumes = "application/ld+json", Response = typeof(CaptureBody), Status = 202, Headers = [CaptureHeaders.ErrorBehaviour], Problems = [406, 409, 414, 415])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/capture")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!CaptureHeaders.IsEpcisJson(request)) return BodyErrors.NotJson;
            if (!CaptureHeaders.Behaviour(request).Try(out var behaviour, out error)) return error;
            var plan = (await call.RawBody()).Then(body => Capture.Read(epcis.Coop, body, behaviour, site.PublicUrl, clock.GetUtcNow()));
            if (!plan.Try(out var decided, out error)) return error;
            return (await captures.Take(epcis.Coop, decided, cancel)).Map(job => Reply.Accepted($"/epcis/capture/{job.Id:N}", CaptureBody.Of(job)));
        }, cancel);
}

/// <summary>Goes on with the capture of a document that is too large for one request, or whose request died.</summary>
public sealed class RunCapture(JobRunner runner, Captures captures)
{
    /// <remarks>A crash at its worst moment leaves some events stored and others not: the next attempt stores them all again, which does nothing to those that are there.</remarks>
    [Function("RunCapture"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.Captures)] string message, CancellationToken cancel) =>
        runner.Run(message, async job =>
        {
            await captures.GoOn(job, cancel);
            return string.Empty;
        }, cancel);
}

/// <summary>Says how a capture goes.</summary>
public sealed class GetCapture(Gate<GetCapture> gate, Captures captures)
{
    [Function("GetCapture"), Allow(Permission.ExchangeEvents)]
    [Describe("Says how the capture of a document goes.", Response = typeof(CaptureBody), Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/capture/{captureID}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            return Guid.TryParse(call.Route("captureID"), out var id) && await captures.Find(epcis.Coop, id, cancel) is { } job
                ? epcis.Ok(CaptureBody.Of(job))
                : TraceabilityErrors.NoSuchCapture;
        }, cancel);
}

/// <summary>The captures of a cooperative, the newest first.</summary>
public sealed class ListCaptures(Gate<ListCaptures> gate, Captures captures, EpcisPages pages)
{
    private const string List = "captures";

    [Function("ListCaptures"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists capture jobs, the newest first.", Response = typeof(IReadOnlyList<CaptureBody>), Query = [EpcisPages.PerPage, PageTokens.Parameter], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/capture")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!pages.Read(request, epcis.Coop, List).Try(out var ask, out error)) return error;
            var page = await captures.Page(epcis.Coop, ask.PerPage, ask.After, cancel);
            return pages.Lead(request, epcis.Ok(page.Jobs.Select(CaptureBody.Of).ToArray()), page.Next, epcis.Coop, List);
        }, cancel);
}

internal static class CaptureHeaders
{
    public const string ErrorBehaviour = "GS1-Capture-Error-Behaviour";

    public static bool IsEpcisJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Value?.ToUpperInvariant() is "APPLICATION/JSON" or "APPLICATION/LD+JSON";

    public static Result<CaptureErrorBehaviour> Behaviour(HttpRequest request) => request.Headers[ErrorBehaviour] switch
    {
        [] or ["rollback"] => CaptureErrorBehaviour.Rollback,
        ["proceed"] => CaptureErrorBehaviour.Proceed,
        _ => CaptureErrors.BadBehaviour,
    };
}

public static class CaptureErrors
{
    public static readonly Error BadBehaviour = Error.Invalid(
        "capture-behaviour-invalid", $"The header {CaptureHeaders.ErrorBehaviour} must be rollback or proceed.", new FieldFault(CaptureHeaders.ErrorBehaviour, "must be rollback or proceed."));
}

using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Traceability;

/// <summary>A capture job in the words of EPCIS 2.0 (12.6): done when it is answered.</summary>
public sealed record CaptureBody(string CaptureID, DateTimeOffset CreatedAt, DateTimeOffset FinishedAt, bool Running, bool Success, string CaptureErrorBehaviour, IReadOnlyList<string> Errors);

/// <summary>Takes in EPCIS documents of other systems: all of a document or nothing.</summary>
public sealed class CaptureEvents(Gate<CaptureEvents> gate, EventStore events, EventRecorder recorder, SiteSettings site, TimeProvider clock)
{
    /// <remarks>A crash halfway leaves events of a document that was not answered for: its sender repeats it, and each is stored once.</remarks>
    [Function("CaptureEvents"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Takes an EPCIS 2.0 document, all of it or nothing.", Consumes = "application/ld+json", Response = typeof(CaptureBody), Status = 202, Problems = [406, 414, 415])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/capture")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!IsEpcisJson(request.ContentType)) return BodyErrors.NotJson;
            var now = clock.GetUtcNow();
            var read = (await call.RawBody()).Then(body => EpcisDocument.ParseValid(body)).Then(document => Capture.Read(epcis.Coop, document, site.PublicUrl, now));
            if (!read.Try(out var captured, out error)) return error;

            var id = Guid.CreateVersion7(now).ToString("N");
            await events.AddByTime(epcis.Coop, captured, cancel);
            await recorder.RecordCapture(epcis.Coop, id, [.. captured.Select(stored => new EventPointer(stored.Month, stored.Key))], cancel);
            return Reply.Accepted($"/epcis/capture/{id}", new CaptureBody(id, now, clock.GetUtcNow(), Running: false, Success: true, "rollback", []));
        }, cancel);

    private static bool IsEpcisJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Value?.ToUpperInvariant() is "APPLICATION/JSON" or "APPLICATION/LD+JSON";
}

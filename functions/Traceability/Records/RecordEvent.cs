using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Records;

/// <param name="RecordedAt">By the server's clock; the event has the time that the caller says.</param>
/// <param name="Epcis">The EPCIS 2.0 event, with its context.</param>
public sealed record EventBody(string EventId, DateTimeOffset RecordedAt, JsonElement Epcis);

/// <summary>Records what happens on plots and to lots, in the words of a cooperative; docs/events.md has them all.</summary>
public sealed class RecordEvent(Gate<RecordEvent> gate, EventRecords records, TimeProvider clock)
{
    [Function("RecordEvent"), Allow(Permission.RecordProduction)]
    [Describe("Records what happened on a plot or to lots: from field work and harvest to shipping, inspections and counts.",
        Request = typeof(EventInput), Response = typeof(EventBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!RecordIds.Of(call, clock.GetUtcNow()).Try(out var record, out var error)) return error;
            if (!(await call.Body<EventInput>()).Try(out var input, out error)) return error;
            return (await records.Record(call.Caller, call.Coop, input, record, cancel)).Map(one =>
                Reply.Json(StatusCodes.Status201Created, new EventBody(one.Hash, one.RecordTime, AgriTraceJson.Read<JsonElement>(one.Json))));
        }, cancel);
}

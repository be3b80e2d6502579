using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>Answers queries with pages of events, on whatever route they came.</summary>
public sealed class EventAnswers(EventQueries queries, EpcisPages pages, TimeProvider clock)
{
    public async Task<Result<Reply>> Page(HttpRequest request, string coop, EventQuery query, CancellationToken cancel)
    {
        var list = "events " + query.Fingerprint;
        if (!pages.Read(request, coop, list).Try(out var ask, out var error)) return error;
        if (!(await queries.Page(coop, query, ask.PerPage, ask.After, cancel)).Try(out var page, out error)) return error;
        return pages.Lead(request, Document(page.Events), page.Next, coop, list);
    }

    public Reply Document(IReadOnlyList<StoredEvent> events) =>
        Reply.Bytes(QueryDocument.Write(events, clock.GetUtcNow()), "application/json; charset=utf-8").With("GS1-EPCIS-Version", "2.0").With("GS1-CBV-Version", "2.0");

    /// <summary>The query of an address, without what is about its pages.</summary>
    public static Result<EventQuery> QueryOf(HttpRequest request, params IEnumerable<KeyValuePair<string, string>> also) => EventQuery.Read(
        [
            .. request.Query.Where(one => one.Key is not (EpcisPages.PerPage or PageTokens.Parameter)).SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty)),
            .. also,
        ],
        EpcisContext.Standard);
}

/// <summary>A cooperative's events, a page at a time.</summary>
public sealed class QueryEvents(Gate<QueryEvents> gate, EventAnswers answers)
{
    [Function("QueryEvents"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Gives the cooperative's events as an EPCIS 2.0 query document. Takes every parameter of SimpleEventQuery.",
        Produces = ["application/json"], Query = [EpcisPages.PerPage, PageTokens.Parameter])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            return EventAnswers.QueryOf(request).Try(out var query, out var error) ? await answers.Page(request, coop, query, cancel) : error;
        }, cancel);
}

/// <summary>Takes in one event.</summary>
public sealed class CreateEvent(Gate<CreateEvent> gate, Captures captures, Infra.SiteSettings site, TimeProvider clock)
{
    [Function("CreateEvent"), Allow(Permission.ExchangeEvents, MaxBody = Capture.MaxBytes), Costly]
    [Describe("Takes one EPCIS 2.0 event.", Consumes = "application/ld+json", Produces = ["application/json"], Status = 201, Problems = [409, 415])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            if (!CaptureHeaders.IsEpcisJson(request)) return BodyErrors.NotJson;
            var read = (await call.RawBody()).Then(body => Capture.ReadOne(coop, body, site.PublicUrl, clock.GetUtcNow()));
            if (!read.Try(out var one, out var error)) return error;
            return (await captures.Take(coop, one, cancel)).Map(stored =>
                Reply.Bytes(QueryDocument.WriteOne(stored), "application/json; charset=utf-8") with { Status = StatusCodes.Status201Created } is var reply
                    ? reply.With("Location", $"/epcis/events/{Uri.EscapeDataString(one.GivenId ?? stored.Hash)}") : reply);
        }, cancel);
}

/// <summary>The event of an id, with the declarations that it is wrong.</summary>
public sealed class ShowEvent(Gate<ShowEvent> gate, EventAnswers answers, EventQueries queries)
{
    [Function("ShowEvent"), Allow(Permission.ExchangeEvents)]
    [Describe("Gives the event of an id, and every declaration that it is wrong, as an EPCIS 2.0 query document.", Produces = ["application/json"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/events/{*eventID}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            var found = await queries.WithId(coop, EpcisEvent.CanonicalUri(IdOf(call)), cancel);
            return found.Count > 0 ? answers.Document(found) : TraceabilityErrors.NoSuchEvent;
        }, cancel);

    /// <summary>The question mark of an event hash begins a query, where its sender did not encode it.</summary>
    private static string IdOf(Call call) =>
        call.Route("eventID") is var id && id.StartsWith("ni:", StringComparison.Ordinal) && !id.Contains('?', StringComparison.Ordinal) && call.Query("ver") is { } version
            ? $"{id}?ver={version}"
            : id;
}

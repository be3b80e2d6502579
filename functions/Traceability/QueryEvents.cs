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
public sealed class EventAnswers(EventQueries queries, EpcIdentifiers identifiers, EpcisPages pages, TimeProvider clock)
{
    /// <param name="name">Of the query, where it has one.</param>
    internal async Task<Result<Reply>> Page(HttpRequest request, EpcisCall epcis, EventQuery query, CancellationToken cancel, string? name = null)
    {
        var list = $"events {name} {query.Fingerprint}";
        if (!pages.Read(request, epcis.Coop, list).Try(out var ask, out var error)) return error;
        if (!(await queries.Page(epcis.Coop, query, ask.PerPage, ask.After, cancel)).Try(out var page, out error)) return error;
        return (await Document(epcis, page.Events, cancel, name)).Map(reply => pages.Lead(request, reply, page.Next, epcis.Coop, list));
    }

    internal async Task<Result<Reply>> Document(EpcisCall epcis, IReadOnlyList<StoredEvent> events, CancellationToken cancel, string? name = null)
    {
        var options = new QueryDocumentOptions { Identifiers = await identifiers.In(epcis.Format, epcis.Coop, cancel) };
        return QueryDocument.Write(events, clock.GetUtcNow(), name is null ? options : options with { QueryName = name }).Map(epcis.Ok);
    }

    /// <summary>The query of an address, without what is about its pages.</summary>
    internal static Result<EventQuery> QueryOf(HttpRequest request, EpcisCall epcis) => EventQuery.Read(
        [
            .. request.Query.Where(one => one.Key is not (EpcisPages.PerPage or PageTokens.Parameter)).SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty)),
        ],
        epcis.Prefixes);
}

/// <summary>A cooperative's events, a page at a time.</summary>
public sealed class QueryEvents(Gate<QueryEvents> gate, EventAnswers answers)
{
    [Function("QueryEvents"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Gives the cooperative's events as an EPCIS 2.0 query document. Takes every parameter of SimpleEventQuery.",
        Produces = ["application/json", "application/ld+json"], Query = [EpcisPages.PerPage, PageTokens.Parameter], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            return EventAnswers.QueryOf(request, epcis).Try(out var query, out error) ? await answers.Page(request, epcis, query, cancel) : error;
        }, cancel);
}

/// <summary>Takes in one event.</summary>
public sealed class CreateEvent(Gate<CreateEvent> gate, Captures captures, EpcIdentifiers identifiers, Infra.SiteSettings site, TimeProvider clock)
{
    [Function("CreateEvent"), Allow(Permission.ExchangeEvents, MaxBody = Capture.MaxBytes), Costly]
    [Describe("Takes one EPCIS 2.0 event.", Consumes = "application/ld+json", Produces = ["application/json", "application/ld+json"], Status = 201, Problems = [406, 409, 414, 415])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!CaptureHeaders.IsEpcisJson(request)) return BodyErrors.NotJson;
            var read = (await call.RawBody()).Then(body => Capture.ReadOne(epcis.Coop, body, site.PublicUrl, clock.GetUtcNow()));
            if (!read.Try(out var one, out error)) return error;
            var translator = await identifiers.In(epcis.Format, epcis.Coop, cancel);
            // Before it is stored: a refusal of the form must not leave an event behind.
            if (QueryDocument.WriteOne(one.Stored, translator).Error is { } noForm) return noForm;
            return (await captures.Take(epcis.Coop, one, cancel))
                .Then(stored => QueryDocument.WriteOne(stored, translator))
                .Map(json => epcis.Ok(json).Created($"/epcis/events/{Uri.EscapeDataString(one.GivenId ?? one.Stored.Hash)}"));
        }, cancel);
}

/// <summary>The event of an id, with the declarations that it is wrong.</summary>
public sealed class ShowEvent(Gate<ShowEvent> gate, EventAnswers answers, EventQueries queries)
{
    [Function("ShowEvent"), Allow(Permission.ExchangeEvents)]
    [Describe("Gives the event of an id, and every declaration that it is wrong, as an EPCIS 2.0 query document.", Produces = ["application/json", "application/ld+json"], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/events/{*eventID}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            var found = await queries.WithId(epcis.Coop, EpcisEvent.CanonicalUri(IdOf(call)), cancel);
            return found.Count > 0 ? await answers.Document(epcis, found, cancel) : TraceabilityErrors.NoSuchEvent;
        }, cancel);

    /// <summary>The question mark of an event hash begins a query, where its sender did not encode it.</summary>
    private static string IdOf(Call call) =>
        call.Route("eventID") is var id && id.StartsWith("ni:", StringComparison.Ordinal) && !id.Contains('?', StringComparison.Ordinal) && call.Query("ver") is { } version
            ? $"{id}?ver={version}"
            : id;
}

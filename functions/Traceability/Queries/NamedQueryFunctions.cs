using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Queries;

/// <summary>Keeps a query under a name (EPCIS 2.0, 8.2.7).</summary>
public sealed class CreateNamedQuery(Gate<CreateNamedQuery> gate, NamedQueries queries, TimeProvider clock)
{
    [Function("CreateNamedQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Keeps a query of events under a name. It never changes: delete it to make another of that name.",
        Request = typeof(NamedQueryBody), Response = typeof(NamedQueryBody), Status = 201, Problems = [406, 409, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/queries")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!(await call.Body<NamedQueryBody>()).Then(body => NamedQuery.Make(body.Name, body.Query, clock.GetUtcNow())).Try(out var query, out error)) return error;
            if (EventFeed.Read(query).Error is { } fault) return fault;
            return (await queries.Add(epcis.Coop, query, cancel)).Map(added => epcis.Ok(NamedQueryBody.Of(added)).Created($"/epcis/queries/{added.Name}"));
        }, cancel);
}

public sealed class ListNamedQueries(Gate<ListNamedQueries> gate, NamedQueries queries, EpcisPages pages)
{
    private const string List = "queries";

    [Function("ListNamedQueries"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists the cooperative's named queries in the order of their names.", Response = typeof(IReadOnlyList<NamedQueryBody>), Query = [EpcisPages.PerPage, PageTokens.Parameter], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!pages.Read(request, epcis.Coop, List).Try(out var ask, out error)) return error;
            var page = await queries.Page(epcis.Coop, ask.PerPage, ask.After, cancel);
            return pages.Lead(request, epcis.Ok(page.Queries.Select(NamedQueryBody.Of).ToArray()), page.Next, epcis.Coop, List);
        }, cancel);
}

public sealed class GetNamedQuery(Gate<GetNamedQuery> gate, NamedQueries queries)
{
    [Function("GetNamedQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Shows what a named query asks for.", Response = typeof(NamedQueryBody), Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries/{queryName}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            return await queries.Find(epcis.Coop, call.Route("queryName"), cancel) is { } query ? epcis.Ok(NamedQueryBody.Of(query)) : NamedQueryErrors.NoSuchQuery;
        }, cancel);
}

public sealed class DeleteNamedQuery(Gate<DeleteNamedQuery> gate, NamedQueries queries)
{
    [Function("DeleteNamedQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Deletes a named query and its subscriptions.", Status = 204, Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "epcis/queries/{queryName}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            return await queries.Delete(epcis.Coop, call.Route("queryName"), cancel) is { } refusal ? refusal : Reply.NoContent();
        }, cancel);
}

/// <summary>Answers a named query now.</summary>
public sealed class AnswerNamedQuery(Gate<AnswerNamedQuery> gate, NamedQueries queries, EventAnswers answers)
{
    /// <remarks>The standard subscribes here too, by WebSocket; what asks for that is refused as any parameter that a named query does not take.</remarks>
    [Function("AnswerNamedQuery"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Gives the events that a named query asks for as an EPCIS 2.0 query document.",
        Produces = ["application/json", "application/ld+json"], Query = [EpcisPages.PerPage, PageTokens.Parameter], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries/{queryName}/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            FieldFault[] others = [.. request.Query.Keys.Except([EpcisPages.PerPage, PageTokens.Parameter]).Select(name => new FieldFault(name, "is no parameter of a named query."))];
            if (others.Length > 0) return QueryErrors.InvalidParameters(others);
            if (await queries.Find(epcis.Coop, call.Route("queryName"), cancel) is not { } named) return NamedQueryErrors.NoSuchQuery;
            return EventFeed.Read(named).Try(out var query, out error) ? await answers.Page(request, epcis, query, cancel, named.Name) : error;
        }, cancel);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
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
        Request = typeof(NamedQueryBody), Response = typeof(NamedQueryBody), Status = 201, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/queries")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            if (!(await call.Body<NamedQueryBody>()).Then(body => NamedQuery.Make(body.Name, body.Query, clock.GetUtcNow())).Try(out var query, out var error)) return error;
            if (EventFeed.FaultOf(query) is { } fault) return fault;
            return (await queries.Add(coop, query, cancel)).Map(added => EpcisReply.With(Reply.Created($"/epcis/queries/{added.Name}", NamedQueryBody.Of(added))));
        }, cancel);
}

public sealed class ListNamedQueries(Gate<ListNamedQueries> gate, NamedQueries queries, QueryPageTokens tokens)
{
    [Function("ListNamedQueries"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists the cooperative's named queries in the order of their names.", Response = typeof(IReadOnlyList<NamedQueryBody>), Query = ["perPage", "nextPageToken"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            if (!tokens.Read(call).Try(out var asked, out var error)) return error;
            var page = await queries.Page(coop, asked.PerPage, asked.After, cancel);
            return tokens.WithNext(EpcisReply.With(Reply.Ok(page.Queries.Select(NamedQueryBody.Of).ToArray())), call, page.Next);
        }, cancel);
}

public sealed class GetNamedQuery(Gate<GetNamedQuery> gate, NamedQueries queries)
{
    [Function("GetNamedQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Shows what a named query asks for.", Response = typeof(NamedQueryBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries/{queryName}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            return await queries.Find(coop, call.Route("queryName"), cancel) is { } query ? EpcisReply.With(Reply.Ok(NamedQueryBody.Of(query))) : NamedQueryErrors.NoSuchQuery;
        }, cancel);
}

public sealed class DeleteNamedQuery(Gate<DeleteNamedQuery> gate, NamedQueries queries)
{
    [Function("DeleteNamedQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Deletes a named query and its subscriptions.", Status = 204)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "epcis/queries/{queryName}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            return await queries.Delete(coop, call.Route("queryName"), cancel) is { } refusal ? refusal : EpcisReply.With(Reply.NoContent());
        }, cancel);
}

/// <summary>Answers a named query now.</summary>
public sealed class AnswerNamedQuery(Gate<AnswerNamedQuery> gate, NamedQueries queries, EventFeed feed, QueryPageTokens tokens, TimeProvider clock)
{
    [Function("AnswerNamedQuery"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Gives the events that a named query asks for as an EPCIS 2.0 query document.", Produces = ["application/json"], Query = ["perPage", "nextPageToken"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries/{queryName}/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            if (!tokens.Read(call).Try(out var asked, out var error)) return error;
            if (await queries.Find(coop, call.Route("queryName"), cancel) is not { } query) return NamedQueryErrors.NoSuchQuery;
            if (!(await feed.Page(coop, query, asked.PerPage, asked.After, cancel)).Try(out var page, out error)) return error;
            return EventFeed.Write(page.Events, query.Name, subscription: null, SubscriptionInput.UsualFormat, clock.GetUtcNow())
                .Map(document => tokens.WithNext(EpcisReply.With(Reply.Bytes(document, "application/json; charset=utf-8")), call, page.Next));
        }, cancel);
}

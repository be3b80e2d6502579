using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>A cooperative's events in the order of their times, a page at a time.</summary>
public sealed class QueryEvents(Gate<QueryEvents> gate, EventStore events, TimeProvider clock)
{
    private const string Token = "nextPageToken";

    [Function("QueryEvents"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Gives the cooperative's events as an EPCIS 2.0 query document.",
        Produces = ["application/json", "application/ld+json"], Problems = [406, 414],
        Query = ["perPage", "nextPageToken", "GE_eventTime", "LT_eventTime", "eventType", "EQ_action", "EQ_bizStep", "MATCH_anyEPCClass"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/events")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!EventQuery.Read(request.Query.SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty))).Try(out var query, out error)) return error;

            var page = await events.Page(epcis.Coop, query, cancel);
            if (!QueryDocument.Write(page.Events, clock.GetUtcNow(), new() { Identifiers = new(epcis.Format) }).Try(out var document, out error)) return error;
            var reply = epcis.Ok(document);
            return page.Next is { } next ? reply.With("Link", $"<{NextPage(request, next)}>; rel=\"next\"") : reply;
        }, cancel);

    private static string NextPage(HttpRequest request, string token)
    {
        var query = new QueryBuilder(request.Query.Where(one => one.Key != Token).SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty)));
        query.Add(Token, token);
        return request.Path + query.ToQueryString();
    }
}

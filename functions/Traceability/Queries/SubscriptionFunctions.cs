using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Queries;

/// <summary>Lets somebody be told of what is new in a named query (EPCIS 2.0, 8.2.5).</summary>
public sealed class SubscribeToQuery(
    Gate<SubscribeToQuery> gate, NamedQueries queries, Subscriptions subscriptions, DueSubscriptions due, StreamNotices notices, PublicHttp http, TimeProvider clock)
{
    private const string IdempotencyKey = "Idempotency-Key";

    /// <remarks>A stream is looked at once at the beginning, for what was recorded before; whoever just captured may believe that nobody subscribes.</remarks>
    [Function("SubscribeToQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Sends what is new in a named query to an address, as it comes or by a schedule. The signatureToken is kept encrypted, and never shown.",
        Request = typeof(SubscriptionInput), Response = typeof(SubscriptionBody), Status = 201, Headers = [IdempotencyKey, EpcisHeaders.EpcFormat], Problems = [406, 409, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "epcis/queries/{queryName}/subscriptions")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (!PlaceOf(call, epcis.Coop).Try(out var at, out error)) return error;
            if (!(await call.Body<SubscriptionInput>()).Try(out var input, out error)) return error;
            if (await queries.Find(epcis.Coop, at.Query, cancel) is null) return NamedQueryErrors.NoSuchQuery;
            if (!input.Read(at, epcis.Format, http.MayCall, clock.GetUtcNow()).Try(out var subscription, out error)) return error;
            if (!(await subscriptions.Add(subscription, AgriTraceJson.Write(input), cancel)).Try(out var added, out error)) return error;

            notices.Forget(epcis.Coop);
            if (added.IsStream) await due.Send(at, TimeSpan.Zero, cancel);
            return epcis.Ok(SubscriptionBody.Of(added)).Created($"/epcis/queries/{at.Query}/subscriptions/{at.Id}");
        }, cancel);

    /// <summary>The same key makes the same id, so that a repeated call finds what the first one made.</summary>
    private static Result<SubscriptionId> PlaceOf(Call call, string coop)
    {
        var query = call.Route("queryName");
        if (!call.Request.Headers.ContainsKey(IdempotencyKey)) return new SubscriptionId(coop, query, Guid.NewGuid().ToString());
        return call.IdempotencyKey().Map(key => new SubscriptionId(coop, query, new Guid(Ids.Hash("subscription", coop, query, key).AsSpan(0, 16)).ToString()));
    }
}

public sealed class ListSubscriptions(Gate<ListSubscriptions> gate, NamedQueries queries, Subscriptions subscriptions)
{
    [Function("ListSubscriptions"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists who is told of what is new in a named query; never more than one page.", Response = typeof(IReadOnlyList<SubscriptionBody>), Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries/{queryName}/subscriptions")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (await queries.Find(epcis.Coop, call.Route("queryName"), cancel) is not { } query) return NamedQueryErrors.NoSuchQuery;
            return epcis.Ok((await subscriptions.Of(epcis.Coop, query.Name, cancel)).Select(SubscriptionBody.Of).ToArray());
        }, cancel);
}

public sealed class GetSubscription(Gate<GetSubscription> gate, Subscriptions subscriptions)
{
    [Function("GetSubscription"), Allow(Permission.ExchangeEvents)]
    [Describe("Shows how far a subscription is, and why its last delivery failed.", Response = typeof(SubscriptionBody), Problems = [406, 414])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/queries/{queryName}/subscriptions/{subscriptionID}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            return SubscriptionRoute.Of(call, epcis.Coop) is { } at && await subscriptions.Find(at, cancel) is { } found
                ? epcis.Ok(SubscriptionBody.Of(found))
                : SubscriptionErrors.NoSuchSubscription;
        }, cancel);
}

public sealed class UnsubscribeFromQuery(Gate<UnsubscribeFromQuery> gate, Subscriptions subscriptions)
{
    [Function("UnsubscribeFromQuery"), Allow(Permission.ExchangeEvents)]
    [Describe("Ends a subscription.", Status = 204, Problems = [406, 414])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "epcis/queries/{queryName}/subscriptions/{subscriptionID}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            return SubscriptionRoute.Of(call, epcis.Coop) is { } at && await subscriptions.Delete(at, cancel)
                ? Reply.NoContent()
                : SubscriptionErrors.NoSuchSubscription;
        }, cancel);
}

/// <summary>Where the subscription of a path lies.</summary>
internal static class SubscriptionRoute
{
    /// <returns>Null where the path cannot be that of a subscription.</returns>
    public static SubscriptionId? Of(Call call, string coop) =>
        NamedQuery.IsName(call.Route("queryName")) && Guid.TryParseExact(call.Route("subscriptionID"), "D", out var id)
            ? new SubscriptionId(coop, call.Route("queryName"), id.ToString())
            : null;
}

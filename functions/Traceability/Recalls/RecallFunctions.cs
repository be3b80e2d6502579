using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Recalls;

/// <summary>Recalls a lot and all that was made of it.</summary>
public sealed class StartRecall(Gate<StartRecall> gate, Infra.Traceability.Recalls recalls, TimeProvider clock)
{
    [Function("StartRecall"), Allow(Permission.RecallLots, Audited = true)]
    [Describe("Recalls a lot: blocks all that was made of it, and says where it is and who bought it. With mock, only looks and measures itself (200).",
        Request = typeof(RecallInput), Response = typeof(RecallReport), Status = 201, Also = [200], Headers = ["Idempotency-Key"], Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/recalls")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!RecordIds.Of(call, clock.GetUtcNow()).Try(out var record, out var error)) return error;
            if (!(await call.Body<RecallInput>()).Then(input => input.Read(call.Coop)).Try(out var wanted, out error)) return error;
            var id = Hold.IdOf(HoldReason.Recall, call.Coop, record.Text);
            return (await recalls.Begin(call.Coop, id, wanted, call.Caller.Name, cancel))
                .Map(report => report.Mock ? Reply.Ok(report) : Reply.Created($"/api/coops/{call.Coop}/recalls/{id}", report));
        }, cancel);
}

/// <summary>The report of a recall as of now, for programs or as a file for an authority.</summary>
public sealed class GetRecall(Gate<GetRecall> gate, Infra.Traceability.Recalls recalls, RecallFiles files)
{
    [Function("GetRecall"), Allow(Permission.RecallLots, Audited = true)]
    [Describe("Shows what a recall reaches, with the contacts of buyers; format=csv gives the key data elements of 21 CFR 1.1340 and Circular 02/2024.",
        Response = typeof(RecallReport), Produces = ["text/csv"], Query = ["format"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/recalls/{recall}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await recalls.Find(call.Coop, call.Route("recall"), cancel)).Then(async report =>
            (Result<Reply>)(call.Query("format") == "csv" ? await files.Csv(call.Coop, report, cancel) : Reply.Ok(report))), cancel);
}

/// <summary>Ends a recall.</summary>
public sealed class LiftRecall(Gate<LiftRecall> gate, Infra.Traceability.Recalls recalls, TimeProvider clock)
{
    [Function("LiftRecall"), Allow(Permission.RecallLots, Audited = true)]
    [Describe("Lifts a recall, with the reason: its lots may be sold again, unless another hold keeps them.",
        Request = typeof(ReleaseInput), Response = typeof(RecallReport), Problems = [403, 404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/recalls/{recall}/lift")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ReleaseInput>()).Then(input => input.Read()).Try(out var reason, out var error)) return error;
            var release = new HoldRelease(clock.GetUtcNow(), call.Caller.Name, reason);
            return (await recalls.Lift(call.Coop, call.Route("recall"), release, cancel)).Map(Reply.Ok);
        }, cancel);
}

/// <param name="Refunds">What this order gives back, sent or due, in all.</param>
/// <param name="Postings">Of this call; none for an order that was settled before.</param>
public sealed record SettledOrderBody(string Order, string Code, OrderState Status, Money Refunds, Money Open, IReadOnlyList<Posting> Postings);

/// <param name="Problem">The code of what stood in the way, as every problem has it.</param>
public sealed record UnsettledOrderBody(string Order, string Code, string Problem, string Detail);

/// <param name="Unsettled">Orders that still hold recalled goods; what stands in the way is to be mended, and the call repeated.</param>
/// <param name="Postings">By account, over all orders of this call.</param>
public sealed record SettledRecallBody(string RecallId, IReadOnlyList<SettledOrderBody> Orders, IReadOnlyList<UnsettledOrderBody> Unsettled, IReadOnlyList<Posting> Postings)
{
    public static SettledRecallBody Of(string recall, IReadOnlyList<SettledOrder> settled) => new(
        recall,
        [.. settled.Where(one => one.Failed is null).Select(one => new SettledOrderBody(one.Order.Id, one.Order.Code, one.Order.State, one.Order.Refunded(), one.Order.Open(), one.Posted?.Postings ?? []))],
        [.. settled.Where(one => one.Failed is not null).Select(one => new UnsettledOrderBody(one.Order.Id, one.Order.Code, one.Failed!.Code, one.Failed.Detail))],
        settled.Aggregate(new Balances(), (all, one) => one.Posted is { } posted ? all.Add(Balances.Of(posted.Postings)) : all).Postings());
}

/// <summary>Gives buyers of recalled goods their money back.</summary>
public sealed class SettleRecall(Gate<SettleRecall> gate, Infra.Traceability.Recalls recalls)
{
    [Function("SettleRecall"), Allow(Permission.RecallLots, Audited = true), Costly]
    [Describe("Takes recalled goods out of every order: buyers are refunded or owe nothing for them, and growers are debited. Call it again after a failure; nothing is done twice.",
        Response = typeof(SettledRecallBody), Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/recalls/{recall}/settle")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            (await recalls.Settle(call.Coop, call.Route("recall"), call.Caller.Name, cancel)).Map(settled => Reply.Ok(SettledRecallBody.Of(call.Route("recall"), settled))), cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Functions.Http;
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

using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Recalls;

/// <param name="Lots">Paths of their scan pages.</param>
/// <param name="Origin">The cooperative whose hold it is, where its lots went into ours; absent for one of our own.</param>
public sealed record HoldBody(
    string Id, HoldReason Reason, IReadOnlyList<string> Lots, string Detail, DateTimeOffset PlacedAt, string PlacedBy, DateOnly? Earliest, string? Cause, string? Origin,
    HoldRelease? Released)
{
    public static HoldBody Of(Hold hold) => new(
        hold.Id, hold.Reason, [.. hold.Lots.Select(lot => lot.Path)], hold.Detail, hold.PlacedAt, hold.PlacedBy, hold.Earliest, hold.Cause, hold.Origin, hold.Released);
}

/// <summary>What is kept from sale, and why.</summary>
public sealed class ListHolds(Gate<ListHolds> gate, HoldStore holds)
{
    [Function("ListHolds"), Allow(Permission.ReadCooperative)]
    [Describe("Lists the holds that stand, recalls included; with all=true also those that ended.", Response = typeof(IReadOnlyList<HoldBody>), Query = ["all"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/holds")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var all = await holds.All(call.Coop, cancel);
            return Reply.Ok(all.Where(hold => hold.Released is null || call.Query("all") == "true").OrderByDescending(hold => hold.PlacedAt).Select(HoldBody.Of).ToArray());
        }, cancel);
}

/// <summary>Lets lots go, for somebody who can explain why.</summary>
public sealed class ReleaseHold(Gate<ReleaseHold> gate, HoldStore holds, TimeProvider clock)
{
    [Function("ReleaseHold"), Allow(Permission.ReleaseHolds)]
    [Describe("Ends a hold, with the reason; a recall is lifted instead.", Request = typeof(ReleaseInput), Response = typeof(HoldBody), Problems = [403, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/holds/{hold}/release")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ReleaseInput>()).Then(input => input.Read()).Try(out var reason, out var error)) return error;
            if (await holds.Find(call.Coop, call.Route("hold"), cancel) is not { Value: var hold }) return HoldErrors.NoSuchHold;
            if (hold.Recall is not null) return HoldErrors.IsRecall;
            if (hold.Origin is not null) return HoldErrors.NotOurs;
            return (await holds.Release(call.Coop, hold.Id, new HoldRelease(clock.GetUtcNow(), call.Caller.Name, reason), cancel)).Map(released => Reply.Ok(HoldBody.Of(released)));
        }, cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Traceability.Consignments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Consignments;

/// <param name="Url">Whoever has it may look. The same request gives it again; the server keeps it nowhere.</param>
public sealed record NewConsignmentBody(string Id, string Url, DateTimeOffset ExpiresAt);

/// <param name="Lots">Their paths on this site.</param>
/// <param name="RevokedAt">Null for one that nobody ended before its time.</param>
public sealed record ConsignmentBody(
    string Id, IReadOnlyList<string> Lots, string Recipient, string? Purpose, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    public static ConsignmentBody Of(Consignment one) =>
        new(one.Id, [.. one.Lots.Select(lot => lot.Path)], one.Recipient, one.Purpose, one.MadeAt, one.MadeBy, one.ExpiresAt, one.RevokedAt);
}

public sealed record ConsignmentList(IReadOnlyList<ConsignmentBody> Items);

/// <summary>Makes a link by which somebody outside may look into all that is recorded of some lots.</summary>
public sealed class CreateConsignment(Gate<CreateConsignment> gate, ConsignmentStore consignments, LotStore lots, SiteSettings site, TimeProvider clock)
{
    /// <remarks>A crash after the row leaves a link that nobody has; the same request gives it. Several at once may exceed the limit: it keeps the list short, and guards nothing.</remarks>
    [Function("CreateConsignment"), Allow(Permission.ShareConsignments)]
    [Describe("Makes a link by which somebody outside may read all that is recorded of lots, for 1 to 90 days.",
        Request = typeof(ConsignmentInput), Response = typeof(NewConsignmentBody), Status = 201, IdempotencyKey = true, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/consignments")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
            var (id, now) = (Consignment.IdOf(call.Coop, key), clock.GetUtcNow());
            if (!(await call.Body<ConsignmentInput>()).Then(input => input.Read(call.Coop, id, call.Caller.Name, now)).Try(out var wanted, out error)) return error;

            AuditRide.About($"consignments/{id}");
            if (await consignments.Find(call.Coop, id, cancel) is null && await Refusal(wanted, now, cancel) is { } refusal) return refusal;
            return (await consignments.Add(wanted, cancel)).Map(Created);
        }, cancel);

    private async Task<Error?> Refusal(Consignment wanted, DateTimeOffset now, CancellationToken cancel)
    {
        var claims = await Task.WhenAll(wanted.Lots.Select(lot => lots.Find(lot, cancel)));
        if (claims.Any(claim => claim?.Coop != wanted.Coop)) return TraceabilityErrors.NoSuchLot;
        return (await consignments.All(wanted.Coop, cancel)).Count(one => one.IsOpen(now)) < Consignment.MaxOpen ? null : ConsignmentErrors.TooMany;
    }

    private Reply Created(KeptConsignment kept)
    {
        var one = kept.Consignment;
        var url = $"{site.PublicUrl.GetLeftPart(UriPartial.Authority)}{ConsignmentLink.Of(one, kept.Secret)}";
        return Reply.Created($"/api/coops/{one.Coop}/consignments/{one.Id}", new NewConsignmentBody(one.Id, url, one.ExpiresAt));
    }
}

/// <summary>Shows with whom lots were shared.</summary>
public sealed class ListConsignments(Gate<ListConsignments> gate, ConsignmentStore consignments)
{
    private const int MaxShown = 500;

    [Function("ListConsignments"), Allow(Permission.ShareConsignments)]
    [Describe("Lists the consignments of the cooperative, the newest first, without their links.", Response = typeof(ConsignmentList))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/consignments")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            Reply.Ok(new ConsignmentList([.. (await consignments.All(call.Coop, cancel)).Take(MaxShown).Select(ConsignmentBody.Of)])), cancel);
}

/// <summary>Ends a link before its time.</summary>
public sealed class RevokeConsignment(Gate<RevokeConsignment> gate, ConsignmentStore consignments, TimeProvider clock)
{
    [Function("RevokeConsignment"), Allow(Permission.ShareConsignments)]
    [Describe("Ends the link of a consignment. Twice is the same as once.", Status = 204)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/coops/{coop}/consignments/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("id").Try(out var id, out var error)) return error;
            if (await consignments.Find(call.Coop, id, cancel) is not { } one) return ConsignmentErrors.NoSuchConsignment;
            if (one.RevokedAt is null) await consignments.Revoke(call.Coop, id, clock.GetUtcNow(), cancel);
            return Reply.NoContent();
        }, cancel);
}

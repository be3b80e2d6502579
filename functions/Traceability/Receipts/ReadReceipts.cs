using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Traceability.Receipts;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ReceiptPageBody(IReadOnlyList<ReceiptBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

public sealed class ListReceipts(Gate<ListReceipts> gate, ReceiptStore receipts, SiteSettings site)
{
    [Function("ListReceipts"), Allow(Permission.ReadReceipts)]
    [Describe("Lists weighing slips, the newest first; a farmer's own to a farmer.", Response = typeof(ReceiptPageBody), Query = ["member", "from", "to", "after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/receipts")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var read = ReceiptQuery.Read(call.Caller, call.Query("member"), call.Query("from"), call.Query("to"), call.Query("after"));
            if (!read.Try(out var query, out var error)) return error;
            var page = await receipts.Page(call.Coop, query, cancel);
            return Reply.Ok(new ReceiptPageBody([.. page.Items.Select(receipt => ReceiptBody.Of(receipt, site.PublicUrl))], page.Next));
        }, cancel);
}

public sealed class GetReceipt(Gate<GetReceipt> gate, ReceiptStore receipts, SiteSettings site)
{
    [Function("GetReceipt"), Allow(Permission.ReadReceipts)]
    [Describe("Shows a weighing slip; a farmer's own to a farmer.", Response = typeof(ReceiptBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/receipts/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => (await receipts.Of(call, cancel))
            .Map(found => Reply.Ok(ReceiptBody.Of(found.Value, site.PublicUrl)).With("ETag", EntityTag.Of(found.Version))), cancel);
}

internal static class ReceiptRoutes
{
    /// <summary>The slip of the route, for whoever may see it.</summary>
    public static async Task<Result<Versioned<Receipt>>> Of(this ReceiptStore receipts, Call call, CancellationToken cancel)
    {
        if (!TimedId.IsOne(call.Route("id")) || await receipts.Find(call.Coop, call.Route("id"), cancel) is not { } found) return ReceiptErrors.NoSuchReceipt;
        return found.Value.MayNotBeSeenBy(call.Caller) is { } refusal ? refusal : found;
    }
}

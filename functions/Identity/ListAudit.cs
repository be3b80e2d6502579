using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record AuditPageBody(IReadOnlyList<AuditEntry> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>Who did what in a cooperative, the newest first; as CSV for a spreadsheet by <c>Accept: text/csv</c>.</summary>
public sealed class ListAudit(Gate<ListAudit> gate, AuditLog log, TimeProvider clock)
{
    /// <summary>What one file can hold, and one call can read.</summary>
    private const int MaxExported = 20_000;

    private static readonly string[] Columns =
        ["at", "who", "role", "onBehalfOf", "device", "key", "from", "action", "thing", "created", "status", "id"];

    [Function("ListAudit"), Allow(Permission.ReadAudit)]
    [Describe("Shows who did what, the newest first. Without from and to, the last thirty days.",
        Response = typeof(AuditPageBody), Produces = ["text/csv"], Query = ["from", "to", "who", "cursor", "take"], Problems = [413])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/audit")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var read = AuditQuery.Read(call.Query("from"), call.Query("to"), call.Query("who"), call.Query("cursor"), call.Query("take"), clock.GetUtcNow());
            if (!read.Try(out var query, out var error)) return error;
            if (Accept.Weight(request, "text/csv") > Accept.Weight(request, "application/json")) return await Export(call.Coop, query, cancel);
            var page = await log.Page(call.Coop, query, cancel);
            return Reply.Ok(new AuditPageBody(page.Items, page.Next));
        }, cancel);

    /// <summary>All of the period, however it would be paged.</summary>
    private async Task<Result<Reply>> Export(string coop, AuditQuery query, CancellationToken cancel)
    {
        var entries = new List<AuditEntry>();
        AuditPage page;
        do
        {
            page = await log.Page(coop, query with { Take = AuditQuery.MaxTake }, cancel);
            entries.AddRange(page.Items);
            if (entries.Count > MaxExported) return AuditErrors.TooLong(MaxExported);
            query = query with { After = page.Next };
        }
        while (page.Next is not null);
        return Csv.Of(Columns, entries.Select(Row), $"{coop}-audit-{query.Period.From:yyyyMMdd}-{query.Period.To:yyyyMMdd}.csv");
    }

    private static string[] Row(AuditEntry entry) =>
    [
        entry.At.ToOffset(Period.VietNam).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        entry.Who,
        entry.Role is { } role ? JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString()) : string.Empty,
        entry.OnBehalfOf ?? string.Empty,
        entry.Device ?? string.Empty,
        entry.Key ?? string.Empty,
        entry.From,
        entry.Action,
        entry.Thing,
        entry.Created ?? string.Empty,
        entry.Status.ToString(CultureInfo.InvariantCulture),
        entry.Id,
    ];
}

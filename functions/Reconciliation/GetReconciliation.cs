using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Reconciliation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Reconciliation;

/// <param name="Total">What is due.</param>
public sealed record ReconciledOrder(string Id, string Code, PaymentRail Rail, Money Total, Money Paid, PaidState State, OrderState Status, DateTimeOffset PlacedAt)
{
    public static ReconciledOrder Of(OrderEntry entry) =>
        new(entry.Id, entry.Code, entry.Rail, entry.Due, entry.Paid, entry.Settled(), entry.State, entry.PlacedAt);
}

/// <param name="Totals">By rail.</param>
public sealed record ReconciliationBody(DateOnly From, DateOnly To, IReadOnlyList<ReconciledOrder> Orders, IReadOnlyDictionary<string, RailTotal> Totals);

/// <summary>Orders against payments over a period; as CSV for a spreadsheet by <c>Accept: text/csv</c>.</summary>
public sealed class GetReconciliation(Gate<GetReconciliation> gate, OrderList list)
{
    [Function("GetReconciliation"), Allow(Permission.ReadBooks), Costly]
    [Describe("Holds orders against payments over a period.", Response = typeof(ReconciliationBody), Produces = ["text/csv"], Query = ["from", "to"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/reconciliation")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!Period.Parse(call.Query("from"), call.Query("to")).Try(out var period, out var error)) return error;
            var entries = await list.Read(call.Coop, period, cancel);
            if (Accept.Weight(call.Request, "text/csv") > Accept.Weight(call.Request, "application/json"))
                return ReconciliationCsv.Of(entries, $"{call.Coop}-{period.From:yyyyMMdd}-{period.To:yyyyMMdd}.csv");
            return Reply.Ok(new ReconciliationBody(period.From, period.To, [.. entries.Select(ReconciledOrder.Of)], RailTotals.Of(entries)));
        }, cancel);
}

using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <param name="Net">What came to the bank, in đồng.</param>
public sealed record RemittanceBody(string Carrier, string Number, int Parcels, long Collected, long Fees, long Net, Transfer Transfer);

/// <summary>A carrier's list of the cash that it collected, less its fees, as JSON or as the file that the carrier sends.</summary>
public sealed class TakeRemittance(Gate<TakeRemittance> gate, Remittances remittances, TimeProvider clock)
{
    private static readonly string[] Columns = ["order", "collected", "fee"];

    /// <remarks>Needs no <c>Idempotency-Key</c>: the number of the list is one.</remarks>
    [Function("TakeRemittance"), Allow(Permission.SettleOrders), Costly]
    [Describe("Takes in a carrier's list of cash on delivery: orders become delivered and paid, the net amount comes to the bank. As CSV with the columns order, collected and fee.",
        Request = typeof(Remittance), Response = typeof(RemittanceBody), Status = 200, Query = ["carrier", "number"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/remittances")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await Read(call)).Then(read => read.Check()).Try(out var list, out var error)) return error;
            var (now, by) = (clock.GetUtcNow(), call.Caller.Name);
            return (await remittances.Take(call.Coop, list, Period.DayOf(now), new OrderActor(by, now), cancel)).Map(transfer => Reply.Ok(
                new RemittanceBody(list.Carrier, list.Number, list.Parcels.Count, list.Parcels.Sum(parcel => parcel.Collected), list.Parcels.Sum(parcel => parcel.Fee), list.Net, transfer)));
        }, cancel);

    private static async Task<Result<Remittance>> Read(Call call)
    {
        if (call.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true) return await call.Body<Remittance>();
        return (await call.RawBody()).Then(CsvText.Read).Then(rows => Read(rows)).Map(parcels => new Remittance(call.Query("carrier") ?? string.Empty, call.Query("number") ?? string.Empty, parcels));
    }

    private static Result<IReadOnlyList<RemittedParcel>> Read(IReadOnlyList<CsvRow> rows)
    {
        if (rows.Count == 0 || !rows[0].Fields.Select(field => field.Trim().ToLowerInvariant()).SequenceEqual(Columns)) return FieldErrors.Invalid([new("line 1", "must be order, collected, fee.")]);
        var (parcels, faults) = (new List<RemittedParcel>(), new List<FieldFault>());
        foreach (var row in rows.Skip(1).Take(Remittance.MaxParcels + 1))
            if (row.Fields.Count == Columns.Length && Amount(row.Fields[1]) is { } collected && Amount(row.Fields[2]) is { } fee) parcels.Add(new RemittedParcel(row.Fields[0].Trim(), collected, fee));
            else faults.Add(new(string.Create(CultureInfo.InvariantCulture, $"line {row.Line}"), "must be an order and two amounts in whole đồng, as AT2K4M6P8Q,150000,16500."));
        return FieldErrors.Or<IReadOnlyList<RemittedParcel>>(parcels, faults);
    }

    private static long? Amount(string text) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}

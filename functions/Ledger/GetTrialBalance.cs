using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Ledger;

/// <summary>All accounts at the end of a day; as CSV for a spreadsheet by <c>Accept: text/csv</c>.</summary>
public sealed class GetTrialBalance(Gate<GetTrialBalance> gate, BookKeeping books, LedgerReader reader, LedgerStore ledger)
{
    private static readonly string[] Columns = ["account", "kind", "currency", "debit", "credit"];

    [Function("GetTrialBalance"), Allow(Permission.ReadBooks), Costly]
    [Describe("Shows what is on all accounts at the end of a day, today where `at` is left out; `from=zero` also adds up all transfers from the first.",
        Response = typeof(TrialBalanceBody), Produces = ["text/csv"], Query = ["at", "from"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/ledger/trial-balance")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var (at, from) = (call.Query("at"), call.Query("from"));
            if (from is not (null or "zero")) return ParameterErrors.Unreadable(new FieldFault("from", "must be 'zero', or left out."));
            if ((at is null ? books.Today : BookKeeping.DayOf(at)) is not { } day) return ParameterErrors.Unreadable(new FieldFault("at", "must be a date, as 2026-11-20."));

            var rows = TrialBalance.Rows(await reader.At(call.Coop, day, cancel));
            if (Accept.Weight(request, "text/csv") > Accept.Weight(request, "application/json")) return Csv.Of(Columns, rows.Select(Row), $"{call.Coop}-trial-balance-{day:yyyyMMdd}.csv");
            bool? proven = from is null ? null : rows.SequenceEqual(TrialBalance.Rows(await reader.FromZero(call.Coop, day, cancel)));
            return Reply.Ok(new TrialBalanceBody(day, await ledger.ClosedThrough(call.Coop, cancel), rows, TrialBalance.Sums(rows), proven));
        }, cancel);

    private static string[] Row(TrialRow row) =>
        [row.Account, JsonNamingPolicy.KebabCaseLower.ConvertName(row.Kind.ToString()), row.Currency, LedgerText.Of(row.Debit), LedgerText.Of(row.Credit)];
}

using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Ledger;

/// <summary>One account with its running balance; as CSV for a spreadsheet by <c>Accept: text/csv</c>.</summary>
public sealed class GetAccountStatement(Gate<GetAccountStatement> gate, BookKeeping books)
{
    private static readonly string[] Columns = ["day", "at", "transfer", "cause", "order", "note", "currency", "debit", "credit", "balance"];

    [Function("GetAccountStatement"), Allow(Permission.ReadBooks), Costly]
    [Describe("Shows what happened on one account. Without from and to, in the last thirty days.",
        Response = typeof(StatementBody), Produces = ["text/csv"], Query = ["from", "to"], Problems = [413])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/ledger/accounts/{*account}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!books.PeriodOf(call).Try(out var period, out var error)) return error;
            if (call.Route("account") is var account && !Accounts.IsOne(account)) return LedgerErrors.NoSuchAccount;
            if (!(await books.Statement(call.Coop, account, period, cancel)).Try(out var statement, out error)) return error;
            return Accept.Weight(request, "text/csv") > Accept.Weight(request, "application/json")
                ? Csv.Of(Columns, statement.Lines.Select(Row), $"{call.Coop}-{account.Replace('/', '-')}-{period.From:yyyyMMdd}-{period.To:yyyyMMdd}.csv")
                : Reply.Ok(statement);
        }, cancel);

    private static string[] Row(StatementLine line) =>
    [
        LedgerText.Of(line.Day), LedgerText.Of(line.At), line.Transfer, line.Cause, line.Order ?? string.Empty, line.Note ?? string.Empty,
        line.Currency, LedgerText.Of(line.Debit), LedgerText.Of(line.Credit), LedgerText.Of(line.Balance),
    ];
}

/// <summary>What the cooperative owes a member, and what they got ahead. A farmer sees their own.</summary>
public sealed class GetMemberStatement(Gate<GetMemberStatement> gate, BookKeeping books, CoopStore coops)
{
    [Function("GetMemberStatement"), Allow(Permission.ReadStatements), Costly]
    [Describe("Shows what the cooperative owes a member, and what they got ahead. Without from and to, in the last thirty days.",
        Response = typeof(MemberStatementBody), Query = ["from", "to"], Problems = [413])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}/statement")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var member, out var error)) return error;
            if (!books.PeriodOf(call).Try(out var period, out error)) return error;
            if (await coops.Member(call.Coop, member, cancel) is null) return CooperativeErrors.NoSuchMember(member);
            if (!(await books.Statement(call.Coop, Accounts.Farmer(member), period, cancel)).Try(out var produce, out error)) return error;
            if (!(await books.Statement(call.Coop, Accounts.Advance(member), period, cancel)).Try(out var advances, out error)) return error;
            var (owed, advanced) = (-Vnd(produce), Vnd(advances));
            return Reply.Ok(new MemberStatementBody(member, new Money(owed, Money.Vnd), new Money(advanced, Money.Vnd), new Money(owed - advanced, Money.Vnd), produce, advances));
        }, cancel);

    private static long Vnd(StatementBody statement) => statement.Closing.FirstOrDefault(money => money.Currency == Money.Vnd)?.Amount ?? 0;
}

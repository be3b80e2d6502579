using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Ledger;

namespace AgriTrace.Functions.Ledger;

/// <summary>What the routes of the books have in common.</summary>
public sealed class BookKeeping(LedgerStore ledger, LedgerReader reader, CoopStore coops, TimeProvider clock)
{
    /// <summary>What one answer or file holds.</summary>
    internal const int MaxEntries = 20_000;

    private const int UsualDays = 30;

    /// <summary>In Viet Nam.</summary>
    public DateOnly Today => Period.DayOf(clock.GetUtcNow());

    /// <summary>Posts what was asked for under the Idempotency-Key of the call, for members whom the cooperative has.</summary>
    /// <param name="unless">What may be said against it, where it is no repeat.</param>
    public async Task<Result<Reply>> Post(Call call, Result<Booking> read, CancellationToken cancel, Func<Task<Error?>>? unless = null)
    {
        if (!read.Try(out var booking, out var error)) return error;
        return await call.IdempotencyKey().Then(key => Post(call, Booking.IdOf(call.Coop, key), booking, cancel, unless));
    }

    /// <param name="id">Of the transfer.</param>
    /// <inheritdoc cref="Post(Call, Result{Booking}, CancellationToken, Func{Task{Error}})"/>
    public async Task<Result<Reply>> Post(Call call, string id, Booking booking, CancellationToken cancel, Func<Task<Error?>>? unless = null)
    {
        foreach (var member in booking.Members())
            if (await coops.Member(call.Coop, member, cancel) is null)
                return CooperativeErrors.NoSuchMember(member);
        var transfer = booking.ToTransfer(id, call.Caller, clock.GetUtcNow());
        if (unless is not null && await ledger.Earlier(call.Coop, transfer, booking.Fingerprint, cancel) is null && await unless() is { } objection) return objection;
        return (await ledger.Post(call.Coop, transfer, booking.Fingerprint, cancel))
            .Map(posted => Reply.Created($"/api/coops/{call.Coop}/ledger/transfers/{LedgerText.Of(posted.Day)}/{posted.Id}", TransferBody.Of(posted)));
    }

    /// <summary>What an account has at this moment, in đồng.</summary>
    public async Task<long> Now(string coop, string account, CancellationToken cancel) => (await reader.At(coop, Today, cancel))[account];

    /// <summary>The period of the query; the last thirty days where it names none.</summary>
    public Result<Period> PeriodOf(Call call) =>
        call.Query("from") is null && call.Query("to") is null ? new Period(Today.AddDays(1 - UsualDays), Today) : Period.Parse(call.Query("from"), call.Query("to"));

    /// <summary>The day in the route.</summary>
    public static Result<DateOnly> DayIn(Call call) => DayOf(call.Route("day")) is { } day ? day : LedgerErrors.NoSuchTransfer;

    /// <returns>Null where it is no day.</returns>
    public static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200 ? day : null;

    /// <param name="account">One that is well formed.</param>
    public async Task<Result<StatementBody>> Statement(string coop, string account, Period period, CancellationToken cancel)
    {
        var opening = await reader.At(coop, period.From.AddDays(-1), cancel);
        var transfers = new List<Transfer>();
        await foreach (var transfer in reader.InOrder(coop, period, cancel))
            if (transfer.Postings.Any(posting => posting.Account == account))
                transfers.Add(transfer);
        if (transfers.Count > MaxEntries) return LedgerErrors.TooLong(MaxEntries);
        var closing = transfers.Aggregate(new Balances().Add(opening), (soFar, transfer) => soFar.Add(Balances.Of(transfer.Postings)));
        return new StatementBody(
            account, Accounts.KindOf(account)!.Value, period.From, period.To,
            On(opening, account), [.. Domain.Ledger.Statement.Lines(account, opening, transfers)], On(closing, account));
    }

    private static Money[] On(Balances balances, string account) =>
        [.. balances.Postings().Where(posting => posting.Account == account).Select(posting => new Money(posting.Amount, posting.Currency))];
}

using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Ledger;

/// <summary>The journal (sổ nhật ký chung), the oldest first; as CSV for a spreadsheet, a row a posting, by <c>Accept: text/csv</c>.</summary>
public sealed class ListTransfers(Gate<ListTransfers> gate, BookKeeping books, LedgerReader reader)
{
    private const int UsualTake = 50, MaxTake = 200;

    private static readonly string[] Columns = ["day", "at", "id", "cause", "order", "by", "corrects", "note", "account", "currency", "debit", "credit"];

    [Function("ListTransfers"), Allow(Permission.ReadBooks), Costly]
    [Describe("Shows the transfers of a period, the oldest first. Without from and to, of the last thirty days.",
        Response = typeof(TransferPage), Produces = ["text/csv"], Query = ["from", "to", "order", "cursor", "take"], Problems = [413])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/ledger/transfers")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var faults = new List<FieldFault>();
            var (take, cursor) = (PageSize.Read(call.Query("take"), UsualTake, MaxTake, faults), CursorOf(call, faults));
            if (faults.Count > 0) return ParameterErrors.Unreadable(faults);
            if (!books.PeriodOf(call).Try(out var period, out var error)) return error;
            return Accept.Weight(request, "text/csv") > Accept.Weight(request, "application/json")
                ? await Export(call, period, cancel)
                : Reply.Ok(await Page(call, period, cursor, take, cancel));
        }, cancel);

    private async Task<TransferPage> Page(Call call, Period period, Cursor? after, int take, CancellationToken cancel)
    {
        var found = new List<Transfer>();
        if (after is not null && after.Day > period.To) return new TransferPage([], Next: null);
        var rest = after is not null && after.Day > period.From ? period with { From = after.Day } : period;
        await foreach (var transfer in Wanted(call, rest, cancel))
        {
            if (after?.IsBefore(transfer) == false) continue;
            if (found.Count == take) return new TransferPage([.. found.Select(TransferBody.Of)], Cursor.Of(found[^1]).ToString());
            found.Add(transfer);
        }

        return new TransferPage([.. found.Select(TransferBody.Of)], Next: null);
    }

    /// <summary>All of the period, however it would be paged.</summary>
    private async Task<Result<Reply>> Export(Call call, Period period, CancellationToken cancel)
    {
        var rows = new List<string[]>();
        await foreach (var transfer in Wanted(call, period, cancel))
        {
            rows.AddRange(transfer.Postings.Select(posting => Row(transfer, PostingBody.Of(posting))));
            if (rows.Count > BookKeeping.MaxEntries) return LedgerErrors.TooLong(BookKeeping.MaxEntries);
        }

        return Csv.Of(Columns, rows, $"{call.Coop}-journal-{period.From:yyyyMMdd}-{period.To:yyyyMMdd}.csv");
    }

    private IAsyncEnumerable<Transfer> Wanted(Call call, Period period, CancellationToken cancel)
    {
        var order = call.Query("order");
        return reader.InOrder(call.Coop, period, cancel).Where(transfer => order is null || transfer.Order == order);
    }

    private static string[] Row(Transfer transfer, PostingBody posting) =>
    [
        LedgerText.Of(transfer.Day), LedgerText.Of(transfer.At), transfer.Id, transfer.Cause, transfer.Order ?? string.Empty, transfer.By, transfer.Corrects ?? string.Empty,
        transfer.Note ?? string.Empty, posting.Account, posting.Currency, LedgerText.Of(posting.Debit), LedgerText.Of(posting.Credit),
    ];

    private static Cursor? CursorOf(Call call, List<FieldFault> faults)
    {
        if (call.Query("cursor") is not { } text) return null;
        if (Cursor.Parse(text) is { } cursor) return cursor;
        faults.Add(new("cursor", "is not a cursor that this list gave."));
        return null;
    }

    /// <summary>The last transfer of the page before. What it says is what the list is ordered by.</summary>
    private sealed record Cursor(DateOnly Day, long Ticks, string Id)
    {
        public static Cursor Of(Transfer transfer) => new(transfer.Day, transfer.At.UtcTicks, transfer.Id);

        public static Cursor? Parse(string text) =>
            text.Split('_', 3) is [var day, var ticks, var id] && BookKeeping.DayOf(day) is { } known && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? new Cursor(known, at, id)
                : null;

        /// <summary>Whether a transfer comes after it.</summary>
        public bool IsBefore(Transfer transfer) =>
            (transfer.Day, transfer.At.UtcTicks).CompareTo((Day, Ticks)) is var order && (order == 0 ? string.CompareOrdinal(transfer.Id, Id) > 0 : order > 0);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}_{Ticks}_{Id}");
    }
}

public sealed class GetTransfer(Gate<GetTransfer> gate, LedgerReader reader)
{
    [Function("GetTransfer"), Allow(Permission.ReadBooks)]
    [Describe("Shows one transfer of the books.", Response = typeof(TransferBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/ledger/transfers/{day}/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!BookKeeping.DayIn(call).Try(out var day, out var error)) return error;
            return await reader.Find(call.Coop, day, call.Route("id"), cancel) is { } transfer ? Reply.Ok(TransferBody.Of(transfer)) : LedgerErrors.NoSuchTransfer;
        }, cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability.Receipts;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ReceiptList(IReadOnlyList<Receipt> Items, string? Next);

/// <summary>Weighing slips, among the trade of their cooperative: each came there in one transaction with its lots.</summary>
public sealed class ReceiptStore(TradeStore trade, StorageAccount storage)
{
    private const string Prefix = "receipt|";

    /// <summary>A page looks at this many slips at most, whoever's are asked for; it may come out short, and says where to go on.</summary>
    private const int MaxLooked = 2_000;

    private readonly TableClient table = storage.Table(TableNames.Trade);

    /// <summary>The row that goes with the lots of a slip.</summary>
    public static (string Key, object Value) RowOf(Receipt receipt) => (Prefix + receipt.Id, receipt);

    /// <summary>One point read.</summary>
    public Task<Versioned<Receipt>?> Find(string coop, string id, CancellationToken cancel) => trade.Load<Receipt>(coop, Prefix + id, cancel);

    /// <summary>The newest first: a range read.</summary>
    public async Task<ReceiptList> Page(string coop, ReceiptQuery query, CancellationToken cancel)
    {
        var (found, looked) = (new List<Receipt>(), 0);
        await foreach (var row in table.QueryAsync<TableEntity>(FilterOf(coop, query), query.Take + 1, cancellationToken: cancel))
        {
            var receipt = row.Json<Receipt>();
            if (found.Count == query.Take) return new ReceiptList(found, found[^1].Id);
            if (query.Member is null || receipt.Member == query.Member) found.Add(receipt);
            if (++looked == MaxLooked) return new ReceiptList(found, receipt.Id);
        }

        return new ReceiptList(found, Next: null);
    }

    /// <summary>Changes a slip, with what that posts to the books, and decides again when another writer came first.</summary>
    /// <param name="decide">Gets the slip as it is; the same instance back means that nothing is to be written.</param>
    public async Task<Result<Receipt>> Change(string coop, string id, Func<Versioned<Receipt>, Result<Receipt>> decide, CancellationToken cancel)
    {
        // Before the board is asked for, which a cooperative without slips may not have.
        if (await Find(coop, id, cancel) is null) return ReceiptErrors.NoSuchReceipt;
        var changed = await trade.Change(coop, async board =>
        {
            if (await Find(coop, id, cancel) is not { } known) return ReceiptErrors.NoSuchReceipt;
            if (!decide(known).Try(out var after, out var error)) return error;
            return ReferenceEquals(after, known.Value) ? (new TradeBatch(coop), after) : BatchOf(board, known, after).Map(batch => (batch, after));
        }, cancel);
        return changed.Then<Receipt>(done => done.Outcome == TradeOutcome.Committed ? done.Value : TraceabilityErrors.Busy);
    }

    private static Result<TradeBatch> BatchOf(Versioned<Board> board, Versioned<Receipt> before, Receipt after)
    {
        var batch = new TradeBatch(after.Coop).Together().Replace(Prefix + after.Id, after, before.Version);
        var transfers = ReceiptBooks.Of(before.Value, after);
        if (transfers.Count > 0) batch.Board(board.Value, board.Version);
        foreach (var transfer in transfers)
            if (batch.Post(transfer).Error is { } closed)
                return closed;
        return batch;
    }

    private static string FilterOf(string coop, ReceiptQuery query)
    {
        var first = Prefix + (query.Period is { } days ? TimedId.StartOf(days.End.AddMilliseconds(-1)) : string.Empty);
        var end = query.Period is { } period ? Prefix + TimedId.StartOf(period.Start.AddMilliseconds(-1)) : Prefix[..^1] + (char)(Prefix[^1] + 1);
        // A character more than the last id: just behind it.
        if (query.After is { } last && string.CompareOrdinal(Prefix + last, first) >= 0) first = Prefix + last + "0";
        return TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey ge {first} and RowKey lt {end}");
    }
}

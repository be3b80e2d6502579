using System.Globalization;
using System.Text;
using AgriTrace.Domain;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Receipts;
using Azure.Data.Tables;

namespace AgriTrace.Testing;

/// <summary>
/// Reads all of a cooperative's trade and books as they lie in storage, and says what does not agree: to the unit and to the đồng. For a
/// cooperative at rest; it knows nothing of test frameworks.
/// </summary>
public sealed class TradeChecker(string storage)
{
    private readonly TableServiceClient tables = new(storage);
    private readonly List<string> findings = [];

    /// <param name="received">How much of a lot came in, in thousandths, by lot number: then what became of all of it is checked, even when it has left the board.</param>
    /// <returns>Nothing where all is well.</returns>
    public async Task<IReadOnlyList<string>> Check(string coop, CancellationToken cancel, IReadOnlyDictionary<string, long>? received = null)
    {
        findings.Clear();
        var trade = await Rows("Trade", $"PartitionKey eq '{coop}'", cancel);
        var closed = await Rows("Ledger", $"PartitionKey ge '{coop}|' and PartitionKey lt '{coop}}}'", cancel);
        var snapshots = await Rows("Ledger", $"PartitionKey eq '{coop}'", cancel);
        var board = Read<Board>(trade.Single(row => row.RowKey == "board"));
        var orders = Orders(All<Order>(trade, "order|"), All<Order>(await Rows("ClosedOrders", $"PartitionKey eq '{coop}'", cancel), "order|"));
        var transfers = Transfers(trade, closed);

        CheckTransfers(transfers);
        CheckOrders(orders, transfers);
        CheckPayments(orders);
        CheckStock(board, orders, received);
        CheckSlips(All<Receipt>(trade, "receipt|"), transfers);
        CheckSnapshots(board, snapshots, transfers);
        return [.. findings];
    }

    /// <summary>Those of the open trade and those that have moved; one that lies in both places must be the same in both.</summary>
    private List<Transfer> Transfers(IReadOnlyList<TableEntity> trade, IReadOnlyList<TableEntity> closed)
    {
        var all = trade.Where(row => row.RowKey.StartsWith("ledger|", StringComparison.Ordinal)).Concat(closed).GroupBy(row => row.RowKey).ToArray();
        foreach (var copies in all.Where(copies => copies.Select(Text).Distinct().Count() > 1)) findings.Add($"transfer {copies.Key} lies in two places and is not the same");
        return [.. all.Select(copies => Read<Transfer>(copies.First()))];
    }

    /// <summary>Those of the open trade and those that have left it; of one that lies in both places the open trade has the later state, or the same.</summary>
    private List<Order> Orders(List<Order> open, List<Order> closed)
    {
        var ofTrade = open.ToDictionary(order => order.Token);
        foreach (var ahead in closed.Where(order => ofTrade.TryGetValue(order.Token, out var row) && row.Revision < order.Revision)) findings.Add($"order {ahead.Id} is newer among the closed orders than in the open trade");
        return [.. open, .. closed.Where(order => !ofTrade.ContainsKey(order.Token))];
    }

    private void CheckTransfers(List<Transfer> transfers)
    {
        foreach (var transfer in transfers.Where(transfer => !transfer.IsBalanced())) findings.Add($"transfer {transfer.Id} does not sum to zero");
        foreach (var posting in transfers.SelectMany(transfer => transfer.Postings).Where(posting => !Accounts.IsOne(posting.Account))) findings.Add($"{posting.Account} is no account");
        foreach (var twice in transfers.GroupBy(transfer => transfer.Id).Where(same => same.Count() > 1)) findings.Add($"transfer {twice.Key} was posted to {twice.Count()} days");
    }

    private void CheckOrders(List<Order> orders, List<Transfer> transfers)
    {
        var posted = transfers.Where(transfer => transfer.Order is not null).ToLookup(transfer => transfer.Order!);
        foreach (var order in orders)
        {
            var over = Balances.Of(posted[order.Id].SelectMany(transfer => transfer.Postings)).Since(OrderBooks.PositionOf(order)).Postings();
            if (over.Count > 0) findings.Add($"the books are ahead of order {order.Id} ({order.State}) by {string.Join(", ", over)}");
        }

        foreach (var orphan in posted.Select(same => same.Key).Except(orders.Select(order => order.Id))) findings.Add($"the books know order {orphan}, which is not there");
    }

    /// <summary>What a provider reported once pays one order.</summary>
    private void CheckPayments(List<Order> orders)
    {
        var reported = orders.SelectMany(order => order.Payments.Where(payment => payment.By is null).Select(payment => (payment.Id, Order: order.Id)));
        foreach (var twice in reported.GroupBy(payment => payment.Id).Where(same => same.Count() > 1)) findings.Add($"payment {twice.Key} pays {string.Join(" and ", twice.Select(payment => payment.Order))}");
    }

    /// <remarks>A lot leaves the board once all of it is sold; where goods come back, it begins again with these, and what was sold before is no more in its row.</remarks>
    private void CheckStock(Board board, List<Order> orders, IReadOnlyDictionary<string, long>? received)
    {
        var held = orders.SelectMany(StockMoves.Held).GroupBy(part => part.Lot.Key).ToDictionary(
            same => same.Key, same => (Reserved: same.Sum(part => part.Reserved), Sold: same.Sum(part => part.Sold), Lost: same.Sum(part => part.Lost)));
        foreach (var key in board.Lots.Keys.Union(held.Keys))
        {
            var (lot, (reserved, sold, lost)) = (board.Lots.GetValueOrDefault(key), held.GetValueOrDefault(key));
            if (lot is { Left: < 0 } or { Received: < 0 } or { Reserved: < 0 } or { Sold: < 0 }) findings.Add($"lot {key} is oversold: {lot}");
            if (reserved != (lot?.Reserved ?? 0)) findings.Add($"orders hold {reserved} of lot {key}, the board {lot?.Reserved ?? 0}");
            if (lot is { Again: false } && sold != lot.Sold) findings.Add($"orders took {sold} of lot {key}, the board says {lot.Sold}");
            if (lot is not null && sold < lot.Sold) findings.Add($"the board sold {lot.Sold} of lot {key}, orders took {sold}");
            var number = lot?.Id.Lot ?? key[(key.LastIndexOf('|') + 1)..];
            if (received?.TryGetValue(number, out var all) == true && all - reserved - sold - lost != (lot?.Left ?? 0))
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"of lot {key} came {all}, {reserved} are held, {sold} sold, {lost} lost, and {lot?.Left ?? 0} left"));
        }
    }

    private void CheckSlips(List<Receipt> slips, List<Transfer> transfers)
    {
        var posted = transfers.ToDictionary(transfer => transfer.Id);
        foreach (var due in slips.SelectMany(slip => ReceiptBooks.Of(before: null, slip)))
            if (!posted.TryGetValue(due.Id, out var found) || !found.Postings.SequenceEqual(due.Postings)) findings.Add($"the books lack {due.Id}");
    }

    /// <summary>What was on the accounts when they were closed is what the transfers add up to from the first.</summary>
    private void CheckSnapshots(Board board, IReadOnlyList<TableEntity> rows, List<Transfer> transfers)
    {
        foreach (var same in rows.Where(row => row.RowKey.StartsWith("snapshot|", StringComparison.Ordinal)).Select(Read<SnapshotRow>).GroupBy(part => part.Day))
        {
            if (same.Key > (board.ClosedThrough ?? DateOnly.MinValue)) findings.Add($"there is a snapshot of {same.Key:O}, which is not closed");
            var fromZero = Balances.Of(transfers.Where(transfer => transfer.Day <= same.Key).SelectMany(transfer => transfer.Postings));
            var over = Balances.Of(same.SelectMany(part => part.Postings)).Since(fromZero).Postings();
            if (over.Count > 0) findings.Add($"the snapshot of {same.Key:O} is ahead of the transfers by {string.Join(", ", over)}");
        }
    }

    private async Task<List<TableEntity>> Rows(string table, string filter, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in tables.GetTableClient(table).QueryAsync<TableEntity>(filter, cancellationToken: cancel)) rows.Add(row);
        return rows;
    }

    private static List<T> All<T>(IEnumerable<TableEntity> rows, string prefix) =>
        [.. rows.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)).Select(Read<T>)];

    private static T Read<T>(TableEntity row) => AgriTraceJson.Read<T>(Text(row));

    private static string Text(TableEntity row)
    {
        var text = new StringBuilder();
        for (var index = 0; row.GetString(string.Create(CultureInfo.InvariantCulture, $"Json{index}")) is { } part; index++) text.Append(part);
        return text.ToString();
    }

    private sealed record SnapshotRow(DateOnly Day, IReadOnlyList<Posting> Postings);
}

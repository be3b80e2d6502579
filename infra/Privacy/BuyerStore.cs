using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Privacy;

/// <summary>Who ordered and where to: a row an order, beside the order's own, encrypted whole. It goes with the order when that leaves the open trade.</summary>
/// <remarks>
/// In clear it has its time, and a keyed hash of the phone by which all orders of one phone are found. Readers and erasers look into the open
/// trade first and among the closed orders second, as whatever moves is copied before it leaves. A row stays bound to its place in the open
/// trade, so that it moves as it is, and needs no key for that.
/// </remarks>
public sealed class BuyerStore(StorageAccount storage, Protector protector)
{
    private const string Prefix = "buyer|";

    /// <summary>What a run of the timer erases in one cooperative at most, in transactions; the next run goes on.</summary>
    private const int MaxBatches = 20;

    private readonly TableClient[] places = [storage.Table(TableNames.Trade), storage.Table(TableNames.ClosedOrders)];

    /// <returns>Null where it was erased, or the order never was.</returns>
    public async Task<Buyer?> Load(string coop, string order, CancellationToken cancel) =>
        (await Find(coop, order, select: null, cancel))?.Sealed<Buyer>(protector, TableNames.Trade);

    /// <summary>Whether the buyer of an order gave this phone, however it was written. False for one who was erased.</summary>
    public async Task<bool> HasPhone(string coop, string order, string phone, CancellationToken cancel) =>
        await Find(coop, order, ["Phone"], cancel) is { } row && protector.Macs(PhoneParts(coop, phone)).Contains(row.GetString("Phone"));

    /// <summary>Erases the buyer of one order. Twice is the same as once.</summary>
    /// <returns>How many rows went now.</returns>
    public Task<int> Erase(string coop, string order, CancellationToken cancel) =>
        Erase(TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey eq {KeyOf(order)}"), int.MaxValue, cancel);

    /// <summary>The orders that were given this phone, however it was written, and whose buyer is not erased.</summary>
    public async Task<IReadOnlyCollection<string>> OrdersOf(string coop, string phone, CancellationToken cancel)
    {
        var anyKey = protector.Macs(PhoneParts(coop, phone)).Select(mac => TableClient.CreateQueryFilter($"Phone eq {mac}"));
        var filter = $"{TableReads.RangeOf(coop, Prefix)} and ({string.Join(" or ", anyKey)})";
        var orders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var place in places)
            await foreach (var row in place.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancel)) orders.Add(OrderOf(row.RowKey));
        return orders;
    }

    /// <summary>Erases the buyers of orders that were placed before a time: a bounded number, so that a run of the timer ends.</summary>
    /// <inheritdoc cref="Erase(string, string, CancellationToken)"/>
    public Task<int> EraseOlder(string coop, DateTimeOffset than, CancellationToken cancel) =>
        Erase($"{TableReads.RangeOf(coop, Prefix)} and {TableClient.CreateQueryFilter($"PlacedAt lt {than}")}", MaxBatches, cancel);

    /// <summary>The row to insert in the transaction of its order.</summary>
    internal TableEntity Row(Order order, Buyer buyer) => new TableEntity(order.Coop, KeyOf(order.Id))
    {
        ["Phone"] = protector.Mac(PhoneParts(order.Coop, buyer.Phone)),
        ["PlacedAt"] = order.PlacedAt,
    }.WithSealed(protector, TableNames.Trade, buyer);

    private static string[] PhoneParts(string coop, string phone) => ["buyer phone", coop, BuyerPhone.Normal(phone)];

    private async Task<TableEntity?> Find(string coop, string order, string[]? select, CancellationToken cancel)
    {
        foreach (var place in places)
            if (await place.GetEntityIfExistsAsync<TableEntity>(coop, KeyOf(order), select, cancel) is { HasValue: true, Value: var row }) return row;
        return null;
    }

    /// <summary>A crash leaves the rest, which the repeated call or the next run finds again.</summary>
    private async Task<int> Erase(string filter, int maxBatches, CancellationToken cancel)
    {
        var (erased, batches) = (0, 0);
        foreach (var place in places)
            for (; batches < maxBatches && await First(place, filter, cancel) is { Count: > 0 } rows; batches++) erased += await Delete(place, rows, cancel);
        return erased;
    }

    private static async Task<IReadOnlyList<TableEntity>> First(TableClient table, string filter, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, TableLimits.MaxEntitiesPerTransaction, ["PartitionKey", "RowKey"], cancel))
        {
            rows.Add(row);
            if (rows.Count == TableLimits.MaxEntitiesPerTransaction) break;
        }

        return rows;
    }

    private static async Task<int> Delete(TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        try
        {
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
            return rows.Count;
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            // Somebody else erased one of them meanwhile, and nothing of this batch went: what is left is read anew.
            return 0;
        }
    }

    /// <summary>Ids of orders are base32, which a key holds as it is.</summary>
    private static string OrderOf(string key) => key[Prefix.Length..];

    internal static string KeyOf(string order) => Prefix + KeyText.Of(order);
}

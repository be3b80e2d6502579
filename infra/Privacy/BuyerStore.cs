using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Privacy;

/// <summary>Who ordered and where to: a row an order, beside the order's own, encrypted whole.</summary>
/// <remarks>In clear it has its time, and a keyed hash of the phone by which all orders of one phone are found.</remarks>
public sealed class BuyerStore(StorageAccount storage, Protector protector)
{
    private const string Prefix = "buyer|";


    /// <summary>What a run of the timer erases in one cooperative at most, in transactions; the next run goes on.</summary>
    private const int MaxBatches = 20;

    private readonly TableClient table = storage.Table(TableNames.Trade);

    /// <returns>Null where it was erased, or the order never was.</returns>
    public async Task<Buyer?> Load(string coop, string order, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(coop, KeyOf(order), cancellationToken: cancel);
        return row.HasValue ? row.Value!.Sealed<Buyer>(protector, TableNames.Trade) : null;
    }

    /// <summary>Whether the buyer of an order gave this phone, however it was written. False for one who was erased.</summary>
    public async Task<bool> HasPhone(string coop, string order, string phone, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(coop, KeyOf(order), ["Phone"], cancel);
        return row.HasValue && protector.Macs(PhoneParts(coop, phone)).Contains(row.Value!.GetString("Phone"));
    }

    /// <summary>Erases the buyer of one order. Twice is the same as once.</summary>
    /// <returns>How many rows went now.</returns>
    public Task<int> Erase(string coop, string order, CancellationToken cancel) =>
        Erase(TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey eq {KeyOf(order)}"), int.MaxValue, cancel);

    /// <summary>Erases the buyers of all orders that were given this phone, however it was written.</summary>
    /// <inheritdoc cref="Erase(string, string, CancellationToken)"/>
    public Task<int> EraseByPhone(string coop, string phone, CancellationToken cancel)
    {
        var anyKey = protector.Macs(PhoneParts(coop, phone)).Select(mac => TableClient.CreateQueryFilter($"Phone eq {mac}"));
        return Erase($"{TableReads.RangeOf(coop, Prefix)} and ({string.Join(" or ", anyKey)})", int.MaxValue, cancel);
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

    /// <summary>A crash leaves the rest, which the repeated call or the next run finds again.</summary>
    private async Task<int> Erase(string filter, int maxBatches, CancellationToken cancel)
    {
        var erased = 0;
        for (var batch = 0; batch < maxBatches && await First(filter, cancel) is { Count: > 0 } rows; batch++) erased += await Delete(rows, cancel);
        return erased;
    }

    private async Task<IReadOnlyList<TableEntity>> First(string filter, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, TableLimits.MaxEntitiesPerTransaction, ["PartitionKey", "RowKey"], cancel))
        {
            rows.Add(row);
            if (rows.Count == TableLimits.MaxEntitiesPerTransaction) break;
        }

        return rows;
    }

    private async Task<int> Delete(IReadOnlyList<TableEntity> rows, CancellationToken cancel)
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

    private static string KeyOf(string order) => Prefix + KeyText.Of(order);
}

using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Orders;

/// <param name="Order">The id.</param>
public sealed record CodedOrder(string Coop, string Order);

/// <summary>Leads from the code that people read out to the order, which its id does not follow from: a table of its own, fed from queue messages.</summary>
public sealed class OrderCodes(StorageAccount storage)
{
    /// <summary>Codes have 40 bits: two orders may share one, and never so many.</summary>
    private const int MaxOrders = 10;

    private readonly TableClient table = storage.Table(TableNames.OrderCodes);

    /// <summary>Repeating it is harmless.</summary>
    public async Task Put(Order order, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(order.Code, KeyText.Of(order.Id)).WithJson(new CodedOrder(order.Coop, order.Id)), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            // Of an earlier change of the order.
        }
    }

    /// <summary>One range of a row or two.</summary>
    /// <param name="code">In its one form; see <see cref="OrderLookup"/>.</param>
    public async Task<IReadOnlyList<CodedOrder>> Find(string code, CancellationToken cancel)
    {
        var found = new List<CodedOrder>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {code}"), MaxOrders, cancellationToken: cancel))
        {
            found.Add(row.Json<CodedOrder>());
            if (found.Count == MaxOrders) break;
        }

        return found;
    }
}

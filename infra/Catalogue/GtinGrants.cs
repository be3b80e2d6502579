using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Catalogue;

/// <summary>GTINs that a cooperative may use although they are of another company, because that company said so to the operator.</summary>
public sealed class GtinGrants(StorageAccount storage)
{
    private const string Partition = "gtin-grants";

    private readonly TableClient table = storage.Table(TableNames.Platform);

    public async Task<bool> Has(string gtin, string coop, CancellationToken cancel) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(gtin, coop), cancellationToken: cancel)).HasValue;

    /// <returns>True when it is new.</returns>
    public async Task<bool> Add(Gtin gtin, string coop, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(Partition, Key(gtin.Digits, coop)) { ["V"] = 1 }, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return false;
        }
    }

    private static string Key(string gtin, string coop) => $"{gtin}|{coop}";
}

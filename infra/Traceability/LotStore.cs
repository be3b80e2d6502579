using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>Every lot of the platform, by product and number; a partition each.</summary>
public sealed class LotStore(StorageAccount storage)
{
    private const string RowKey = "lot";
    private readonly TableClient table = storage.Table(TableNames.Lots);

    /// <summary>One point read.</summary>
    public async Task<LotClaim?> Find(LotId lot, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(KeyText.Of(lot.Key), RowKey, cancellationToken: cancel);
        return row.HasValue ? row.Value!.Json<LotClaim>() : null;
    }

    /// <summary>Claims the number, once on the whole platform.</summary>
    /// <returns>
    /// What is stored: this claim, or the earlier try of the same request, whose record id then counts. <see
    /// cref="TraceabilityErrors.LotTaken"/> where another request has the number.
    /// </returns>
    /// <remarks>
    /// A claim that nothing follows (a crash, stock that ran out) costs its owner nothing: the same request goes on from it. It is never
    /// taken back, since a repeat may have gone on from it this moment.
    /// </remarks>
    public async Task<Result<LotClaim>> Claim(LotClaim claim, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(KeyText.Of(claim.Id.Key), RowKey).WithJson(claim), cancel);
            return claim;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return await Find(claim.Id, cancel) is { } first && claim.IsRepeatOf(first) ? first : TraceabilityErrors.LotTaken(claim.Id);
        }
    }
}

using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>A number that was claimed.</summary>
/// <param name="Version">Takes the claim back; null where an earlier try made it, who alone may.</param>
public sealed record ClaimedLot(LotClaim Claim, string? Version);

/// <summary>Every lot of the platform, by product and number; a partition each.</summary>
public sealed class LotStore(StorageAccount storage)
{
    private const string RowKey = "lot";
    private const int MaxTries = 10;
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
    /// A claim that nothing follows after a crash costs its owner nothing: the same request goes on from it. Whoever goes on from an
    /// earlier one writes it anew as it is, so that its maker, who knows the old version only, can take it back no more.
    /// </remarks>
    public async Task<Result<ClaimedLot>> Claim(LotClaim claim, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            try
            {
                var added = await table.AddEntityAsync(new TableEntity(KeyText.Of(claim.Id.Key), RowKey).WithJson(claim), cancel);
                return new ClaimedLot(claim, added.Headers.ETag?.ToString());
            }
            catch (RequestFailedException failed) when (failed.IsConflict())
            {
            }

            var row = await table.GetEntityIfExistsAsync<TableEntity>(KeyText.Of(claim.Id.Key), RowKey, cancellationToken: cancel);
            if (!row.HasValue) continue;
            var first = row.Value!.Json<LotClaim>();
            if (!claim.IsRepeatOf(first)) return TraceabilityErrors.LotTaken(claim.Id);
            if (await Keep(row.Value!, cancel)) return new ClaimedLot(first, Version: null);
        }

        return TraceabilityErrors.Busy;
    }

    /// <summary>Takes a claim back after a refusal, so that the number is free again; leaves it where a repeat went on from it meanwhile.</summary>
    /// <param name="version">As <see cref="Claim"/> gave it.</param>
    public async Task Release(LotId lot, string version, CancellationToken cancel)
    {
        try
        {
            await table.DeleteEntityAsync(KeyText.Of(lot.Key), RowKey, new ETag(version), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
        }
    }

    private async Task<bool> Keep(TableEntity row, CancellationToken cancel)
    {
        try
        {
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }
}

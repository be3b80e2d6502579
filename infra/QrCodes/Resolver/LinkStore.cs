using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Resolver;

/// <summary>What a cooperative says of a product that it has, or of a lot.</summary>
/// <param name="Since">When it first had the product: of several, the first one's word counts most.</param>
public sealed record KeptLinks(string Coop, DateTimeOffset Since, IReadOnlyList<TypedLink> Links);

/// <summary>
/// Where codes lead beside our own pages, and which cooperatives have a product; a partition a product. A row a cooperative for the
/// product itself, a row a lot.
/// </summary>
public sealed class LinkStore(StorageAccount storage, TimeProvider clock)
{
    /// <summary>Other writers of one row can beat us this often.</summary>
    private const int MaxTries = 10;

    private const string Products = "product|";

    private readonly TableClient table = storage.Table(TableNames.Links);

    /// <summary>Says that a cooperative has a product, so that its code finds the shop. Twice is the same as once.</summary>
    public async Task Register(string coop, ProductId product, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(Row(coop, product, lot: null).WithJson(new KeptLinks(coop, clock.GetUtcNow(), [])), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
        }
    }

    /// <summary>Of all cooperatives that have it, the first one first. One range of one partition.</summary>
    public async Task<IReadOnlyList<KeptLinks>> OfProduct(ProductId product, CancellationToken cancel)
    {
        var found = new List<KeptLinks>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(KeyText.Of(product.Key), Products), cancellationToken: cancel))
            found.Add(row.Json<KeptLinks>());
        return [.. found.OrderBy(kept => kept.Since).ThenBy(kept => kept.Coop, StringComparer.Ordinal)];
    }

    /// <summary>One point read.</summary>
    public async Task<IReadOnlyList<TypedLink>> OfLot(LotId lot, CancellationToken cancel) =>
        (await Find(string.Empty, lot.Product, lot.Lot, cancel))?.Value.Links ?? [];

    /// <param name="coop">Whose word it is; of a lot, only its own cooperative has one.</param>
    /// <param name="lot">Null for the product itself.</param>
    public Task<Versioned<KeptLinks>?> Find(string coop, ProductId product, string? lot, CancellationToken cancel)
    {
        var row = Row(coop, product, lot);
        return table.Find<KeptLinks>(row.PartitionKey, row.RowKey, cancel);
    }

    /// <summary>Puts these links in the place of all others. Twice is the same as once.</summary>
    /// <param name="over">The version that it replaces; null to write whatever is there.</param>
    /// <returns>The new version; null when another writer changed it since, or changes it all the time.</returns>
    public async Task<string?> Put(string coop, ProductId product, string? lot, IReadOnlyList<TypedLink> links, string? over, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var old = await Find(coop, product, lot, cancel);
            if (over is not null && old?.Version != over) return null;
            var row = Row(coop, product, lot).WithJson(new KeptLinks(coop, old?.Value.Since ?? clock.GetUtcNow(), links));
            try
            {
                var written = old is null ? await table.AddEntityAsync(row, cancel) : await table.UpdateEntityAsync(row, new ETag(old.Version), TableUpdateMode.Replace, cancel);
                return written.Headers.ETag!.Value.ToString();
            }
            catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged() || failed.IsMissing())
            {
            }
        }

        return null;
    }

    private static TableEntity Row(string coop, ProductId product, string? lot) =>
        new(KeyText.Of(product.Key), lot is null ? Products + coop : "lot|" + KeyText.Of(lot));
}

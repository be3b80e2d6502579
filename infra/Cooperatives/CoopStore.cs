using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Cooperatives;

/// <summary>The master data of cooperatives: a partition each, a row a thing. Personal data lies in another table.</summary>
public sealed class CoopStore(StorageAccount storage)
{
    /// <summary>One row a cooperative, so that all can be listed without looking into every partition.</summary>
    private const string Registry = "~all";

    private readonly TableClient table = storage.Table(TableNames.Coops);
    private readonly TableClient personal = storage.Table(TableNames.PersonalData);

    public Task<Cooperative?> Cooperative(string coop, CancellationToken cancel) => Get<Cooperative>(coop, "coop", cancel);

    public Task<Member?> Member(string coop, string id, CancellationToken cancel) => Get<Member>(coop, Key("member", id), cancel);

    public Task<Plot?> Plot(string coop, string id, CancellationToken cancel) => Get<Plot>(coop, Key("plot", id), cancel);

    public Task<Place?> Place(string coop, string id, CancellationToken cancel) => Get<Place>(coop, Key("place", id), cancel);

    public Task<Product?> Product(string coop, ProductId id, CancellationToken cancel) => Get<Product>(coop, Key("product", id.Name), cancel);

    /// <summary>Every cooperative's id, in order.</summary>
    public async Task<IReadOnlyList<string>> All(CancellationToken cancel)
    {
        var ids = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Registry}"), select: ["RowKey"], cancellationToken: cancel))
            ids.Add(row.RowKey);
        return ids;
    }

    /// <returns>True when it is new.</returns>
    /// <remarks>A crash after the registry row leaves a name in the list with nothing behind it; the repeated PUT mends it.</remarks>
    public async Task<bool> Put(Cooperative coop, CancellationToken cancel)
    {
        await table.UpsertEntityAsync(new TableEntity(Registry, coop.Id) { ["V"] = 1 }, TableUpdateMode.Replace, cancel);
        return await Put(coop.Id, "coop", coop, cancel);
    }

    /// <inheritdoc cref="Put(Cooperative, CancellationToken)"/>
    /// <remarks>The personal row comes first: a crash in between leaves data of a member that nothing shows, and the repeated PUT mends it.</remarks>
    public async Task<bool> Put(string coop, Member member, MemberPrivate secret, CancellationToken cancel)
    {
        await personal.UpsertEntityAsync(new TableEntity(coop, Key("member", member.Id)).WithJson(secret), TableUpdateMode.Replace, cancel);
        return await Put(coop, Key("member", member.Id), member, cancel);
    }

    /// <inheritdoc cref="Put(Cooperative, CancellationToken)"/>
    public Task<bool> Put(string coop, Plot plot, CancellationToken cancel) => Put(coop, Key("plot", plot.Id), plot, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken)"/>
    public Task<bool> Put(string coop, Place place, CancellationToken cancel) => Put(coop, Key("place", place.Id), place, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken)"/>
    public Task<bool> Put(string coop, Product product, CancellationToken cancel) => Put(coop, Key("product", product.Id.Name), product, cancel);

    private static string Key(string kind, string id) => $"{kind}|{KeyText.Of(id)}";

    private async Task<T?> Get<T>(string coop, string key, CancellationToken cancel)
        where T : class
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(coop, key, cancellationToken: cancel);
        return row.HasValue ? row.Value!.Json<T>() : null;
    }

    private async Task<bool> Put<T>(string coop, string key, T value, CancellationToken cancel)
    {
        var row = new TableEntity(coop, key).WithJson(value);
        try
        {
            await table.AddEntityAsync(row, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancel);
            return false;
        }
    }
}

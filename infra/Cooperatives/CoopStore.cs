using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Cooperatives;

/// <param name="IsNew">False when it replaced what was there.</param>
/// <param name="Version">The row's ETag from now on.</param>
public sealed record Written(bool IsNew, string Version);

/// <summary>The master data of cooperatives: a partition each, a row a thing. Personal data lies in another table.</summary>
public sealed class CoopStore(StorageAccount storage)
{
    /// <summary>One row a cooperative, so that all can be listed without looking into every partition.</summary>
    private const string Registry = "~all";

    private readonly TableClient table = storage.Table(TableNames.Coops);
    private readonly TableClient personal = storage.Table(TableNames.PersonalData);

    public async Task<Cooperative?> Cooperative(string coop, CancellationToken cancel) => (await Load(CoopKeys.Cooperative(coop), cancel))?.Value;

    public async Task<Member?> Member(string coop, string id, CancellationToken cancel) => (await Load(CoopKeys.Member(coop, id), cancel))?.Value;

    public async Task<Plot?> Plot(string coop, string id, CancellationToken cancel) => (await Load(CoopKeys.Plot(coop, id), cancel))?.Value;

    public async Task<Place?> Place(string coop, string id, CancellationToken cancel) => (await Load(CoopKeys.Place(coop, id), cancel))?.Value;

    public async Task<Product?> Product(string coop, ProductId id, CancellationToken cancel) => (await Load(CoopKeys.Product(coop, id), cancel))?.Value;

    /// <summary>One point read of the table that only this store reads.</summary>
    /// <returns>Null where nothing was ever written of this member.</returns>
    public async Task<MemberPrivate?> MemberPrivate(string coop, string id, CancellationToken cancel) =>
        (await Load<MemberPrivate>(personal, coop, CoopKeys.Member(coop, id).Row, cancel))?.Value;

    /// <summary>One point read.</summary>
    public Task<Versioned<T>?> Load<T>(CoopKey<T> key, CancellationToken cancel)
        where T : class =>
        Load<T>(table, key.Coop, key.Row, cancel);

    /// <summary>The most that a list of one kind holds; a cooperative of more is beyond what one list shows.</summary>
    public const int MostOfAKind = 5_000;

    /// <summary>The members by id, at most <see cref="MostOfAKind"/>: one range, a call to storage for each thousand.</summary>
    public Task<IReadOnlyList<Member>> Members(string coop, CancellationToken cancel) => All<Member>(coop, CoopKeys.Members, cancel);

    /// <inheritdoc cref="Members"/>
    public Task<IReadOnlyList<Plot>> Plots(string coop, CancellationToken cancel) => All<Plot>(coop, CoopKeys.Plots, cancel);

    /// <inheritdoc cref="Members"/>
    public Task<IReadOnlyList<Product>> Products(string coop, CancellationToken cancel) => All<Product>(coop, CoopKeys.Products, cancel);

    /// <summary>Every cooperative's id, in order.</summary>
    public async Task<IReadOnlyList<string>> All(CancellationToken cancel)
    {
        var ids = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Registry}"), select: ["RowKey"], cancellationToken: cancel))
            ids.Add(row.RowKey);
        return ids;
    }

    /// <param name="over">The version that it replaces; null to write whatever is there.</param>
    /// <returns>Null when another writer changed it since that version.</returns>
    /// <remarks>A crash after the registry row leaves a name in the list with nothing behind it; the repeated PUT mends it.</remarks>
    public async Task<Written?> Put(Cooperative coop, CancellationToken cancel, string? over = null)
    {
        await table.UpsertEntityAsync(new TableEntity(Registry, coop.Id) { ["V"] = 1 }, TableUpdateMode.Replace, cancel);
        return await Put(CoopKeys.Cooperative(coop.Id), coop, over, cancel);
    }

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    /// <remarks>
    /// The member's row comes first, because it is the fence: who loses the race must not have touched the personal data. A crash in
    /// between leaves the personal data as it was; the repeated PUT mends it.
    /// </remarks>
    public async Task<Written?> Put(string coop, Member member, MemberPrivate secret, CancellationToken cancel, string? over = null)
    {
        var key = CoopKeys.Member(coop, member.Id);
        if (await Put(key, member, over, cancel) is not { } written) return null;
        await personal.UpsertEntityAsync(new TableEntity(coop, key.Row).WithJson(secret), TableUpdateMode.Replace, cancel);
        return written;
    }

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, Plot plot, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.Plot(coop, plot.Id), plot, over, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, Place place, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.Place(coop, place.Id), place, over, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, Product product, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.Product(coop, product.Id), product, over, cancel);

    private async Task<IReadOnlyList<T>> All<T>(string coop, string kind, CancellationToken cancel)
    {
        var ((from, to), found) = (CoopKeys.RangeOf(kind), new List<T>());
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {coop} and RowKey ge {from} and RowKey lt {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
        {
            found.Add(row.Json<T>());
            if (found.Count == MostOfAKind) break;
        }

        return found;
    }

    private static async Task<Versioned<T>?> Load<T>(TableClient table, string coop, string row, CancellationToken cancel)
        where T : class
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(coop, row, cancellationToken: cancel);
        return found.HasValue ? new Versioned<T>(found.Value!.Json<T>(), found.Value!.ETag.ToString()) : null;
    }

    private async Task<Written?> Put<T>(CoopKey<T> key, T value, string? over, CancellationToken cancel)
    {
        var row = new TableEntity(key.Coop, key.Row).WithJson(value);
        try
        {
            if (over is not null) return Old(await table.UpdateEntityAsync(row, new ETag(over), TableUpdateMode.Replace, cancel));
            var added = await table.AddEntityAsync(row, cancel);
            return new Written(IsNew: true, VersionOf(added));
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return Old(await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancel));
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return null;
        }
    }

    private static Written Old(Response replaced) => new(IsNew: false, VersionOf(replaced));

    private static string VersionOf(Response response) =>
        response.Headers.ETag?.ToString() ?? throw new InvalidOperationException("Storage wrote a row without naming its version.");
}

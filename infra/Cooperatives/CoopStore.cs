using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.QrCodes.Resolver;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Cooperatives;

/// <param name="IsNew">False when it replaced what was there.</param>
/// <param name="Version">The row's ETag from now on.</param>
public sealed record Written(bool IsNew, string Version);

/// <summary>The master data of cooperatives: a partition each, a row a thing. Personal data lies in another table.</summary>
public sealed class CoopStore(StorageAccount storage, PersonalFiles files, LinkStore links)
{
    /// <summary>One row a cooperative, so that all can be listed without looking into every partition.</summary>
    private const string Registry = "~all";

    private readonly TableClient table = storage.Table(TableNames.Coops);

    public async Task<Cooperative?> Cooperative(string coop, CancellationToken cancel) => (await Load(CoopKeys.Cooperative(coop), cancel))?.Value;

    public async Task<Member?> Member(string coop, string id, CancellationToken cancel) => (await Load(CoopKeys.Member(coop, id), cancel))?.Value;

    public async Task<Plot?> Plot(string coop, string id, CancellationToken cancel) => (await Load(CoopKeys.Plot(coop, id), cancel))?.Value;

    public async Task<Place?> Place(string coop, string id, CancellationToken cancel) => (await Load(CoopKeys.Place(coop, id), cancel))?.Value;

    public async Task<Product?> Product(string coop, ProductId id, CancellationToken cancel) => (await Load(CoopKeys.Product(coop, id), cancel))?.Value;

    /// <returns>Null for a member who was never asked.</returns>
    public async Task<PageConsent?> PageConsent(string coop, string member, CancellationToken cancel) =>
        (await Load(CoopKeys.PageConsent(coop, member), cancel))?.Value;

    /// <inheritdoc cref="PersonalFiles.Secret"/>
    /// <returns>Null where nothing was ever written of this member.</returns>
    public Task<MemberPrivate?> MemberPrivate(string coop, string id, CancellationToken cancel) => files.Secret(coop, id, cancel);

    /// <summary>One point read.</summary>
    public Task<Versioned<T>?> Load<T>(CoopKey<T> key, CancellationToken cancel)
        where T : class =>
        table.Find<T>(key.Coop, key.Row, cancel);

    /// <summary>The most that a list of one kind holds; a cooperative of more is beyond what one list shows.</summary>
    public const int MostOfAKind = 5_000;

    /// <summary>The members by id, at most <see cref="MostOfAKind"/>: one range, a call to storage for each thousand.</summary>
    public Task<IReadOnlyList<Member>> Members(string coop, CancellationToken cancel) => All<Member>(coop, CoopKeys.Members, cancel);

    /// <inheritdoc cref="Members"/>
    public Task<IReadOnlyList<Plot>> Plots(string coop, CancellationToken cancel) => All<Plot>(coop, CoopKeys.Plots, cancel);

    /// <inheritdoc cref="Members"/>
    public Task<IReadOnlyList<Product>> Products(string coop, CancellationToken cancel) => All<Product>(coop, CoopKeys.Products, cancel);

    /// <inheritdoc cref="Members"/>
    public Task<IReadOnlyList<Certificate>> Certificates(string coop, CancellationToken cancel) => All<Certificate>(coop, CoopKeys.Certificates, cancel);

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

    /// <summary>
    /// Writes all of it but the bank account, which stays the one in force: only <see cref="BankChanges"/> gives another. A cooperative that
    /// is new on the platform has none in force, and begins with its own.
    /// </summary>
    /// <param name="over">The version that it replaces; null to write whatever is there.</param>
    /// <returns>What is stored now; null when another writer changed it since that version, or changes it all the time.</returns>
    public async Task<(Written Written, Cooperative Coop)?> Keep(Cooperative coop, CancellationToken cancel, string? over = null)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var old = await Load(CoopKeys.Cooperative(coop.Id), cancel);
            if (over is not null && old?.Version != over) return null;
            var kept = old is null ? coop : coop with { Bank = await InForce(coop.Id, old.Value, cancel) };
            if (await Put(kept, cancel, old?.Version) is { } written) return (written, kept);
        }

        return null;
    }

    /// <summary>Writes the account that two people agreed to last into the cooperative. Twice is the same as once.</summary>
    /// <returns>False when others changed the cooperative all the time: come back.</returns>
    public async Task<bool> PutAgreedBank(string coop, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await Load(CoopKeys.Cooperative(coop), cancel) is not { } old) return true;
            var bank = await InForce(coop, old.Value, cancel);
            if (bank == old.Value.Bank) return true;
            if (await Put(CoopKeys.Cooperative(coop), old.Value with { Bank = bank }, old.Version, cancel) is not null) return true;
        }

        return false;
    }

    /// <summary>
    /// What was agreed to last, even if a crash kept it from the cooperative's row; else what stands there. Asked after that row was read
    /// and before it is written over: so a later agreement is never undone, because its own writing spoils ours.
    /// </summary>
    private async Task<BankAccount?> InForce(string coop, Cooperative known, CancellationToken cancel) =>
        (await files.Load(coop, member: null, cancel)).Change is { State: BankChangeState.Approved } agreed ? agreed.Account : known.Bank;

    /// <summary>Other writers of one cooperative can beat us this often before the caller is asked to come back.</summary>
    private const int MaxAttempts = 20;

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    /// <param name="secret">Replaces what is kept of the member, but for the bank account: see <see cref="BankChanges.Propose"/>.</param>
    /// <remarks>
    /// The member's row comes first, because it is the fence: who loses the race must not have touched the personal data. A crash in
    /// between leaves the personal data as it was; the repeated PUT mends it.
    /// </remarks>
    public async Task<Written?> Put(string coop, Member member, MemberPrivate secret, CancellationToken cancel, string? over = null)
    {
        var key = CoopKeys.Member(coop, member.Id);
        if (await Put(key, member, over, cancel) is not { } written) return null;
        var kept = await files.Change(coop, member.Id, file => file with { Secret = secret with { Bank = file.Secret?.Bank } }, cancel);
        return kept.IsOk ? written : null;
    }

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, Plot plot, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.Plot(coop, plot.Id), plot, over, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, Place place, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.Place(coop, place.Id), place, over, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, Certificate certificate, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.Certificate(coop, certificate.Id), certificate, over, cancel);

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    /// <remarks>A crash in between leaves a product whose code does not find the shop; the repeated PUT mends it.</remarks>
    public async Task<Written?> Put(string coop, Product product, CancellationToken cancel, string? over = null)
    {
        var written = await Put(CoopKeys.Product(coop, product.Id), product, over, cancel);
        if (written is not null) await links.Register(coop, product.Id, cancel);
        return written;
    }

    /// <inheritdoc cref="Put(Cooperative, CancellationToken, string?)"/>
    public Task<Written?> Put(string coop, string member, PageConsent consent, CancellationToken cancel, string? over = null) =>
        Put(CoopKeys.PageConsent(coop, member), consent, over, cancel);

    private async Task<IReadOnlyList<T>> All<T>(string coop, string kind, CancellationToken cancel)
    {
        var found = new List<T>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, CoopKeys.PrefixOf(kind)), cancellationToken: cancel))
        {
            found.Add(row.Json<T>());
            if (found.Count == MostOfAKind) break;
        }

        return found;
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

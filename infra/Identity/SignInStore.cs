using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Identity;

/// <summary>Sign-in cards, devices and consents of a cooperative: rows of one partition, so that a card and its device change together.</summary>
public sealed class SignInStore(StorageAccount storage)
{
    private const string CardKind = "card|";
    private const string DeviceKind = "device|";
    private const string ConsentKind = "consent|";

    private readonly TableClient table = storage.Table(TableNames.Identity);

    /// <param name="codeHash">The code itself is nowhere stored.</param>
    public Task Add(SignInCard card, string codeHash, CancellationToken cancel) =>
        table.AddEntityAsync(new TableEntity(card.Coop, CardKind + codeHash).WithJson(card), cancel);

    public Task<Versioned<SignInCard>?> Card(string coop, string codeHash, CancellationToken cancel) => table.Find<SignInCard>(coop, CardKind + codeHash, cancel);

    public Task<Versioned<Device>?> Device(string coop, string id, CancellationToken cancel) => table.Find<Device>(coop, DeviceKind + id, cancel);

    /// <summary>Uses a card and enrols its device, both or neither.</summary>
    /// <param name="device">With the version that was read; with an empty one where the device is new.</param>
    /// <returns>False when the card or the device changed since they were read.</returns>
    public async Task<bool> Enrol(SignInCard card, string codeHash, string cardVersion, Versioned<Device> device, CancellationToken cancel)
    {
        var row = Row(device.Value);
        TableTransactionAction[] both =
        [
            new(TableTransactionActionType.UpdateReplace, new TableEntity(card.Coop, CardKind + codeHash).WithJson(card), new ETag(cardVersion)),
            device.Version.Length == 0 ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, new ETag(device.Version)),
        ];
        return await IsWritten(() => table.SubmitTransactionAsync(both, cancel));
    }

    /// <returns>False when the device changed since it was read.</returns>
    public Task<bool> Save(Device device, string version, CancellationToken cancel) =>
        IsWritten(() => table.UpdateEntityAsync(Row(device), new ETag(version), TableUpdateMode.Replace, cancel));

    /// <summary>The devices that are not revoked; a small range.</summary>
    public async Task<IReadOnlyList<Device>> Devices(string coop, CancellationToken cancel) =>
        [.. (await Range<Device>(coop, DeviceKind, cancel)).Where(device => device.RevokedAt is null)];

    public Task<Versioned<Consent>?> Consent(string coop, string member, string helper, CancellationToken cancel) =>
        table.Find<Consent>(coop, KeyOf(member, helper), cancel);

    /// <summary>Every consent that a member ever gave, and took back.</summary>
    public Task<IReadOnlyList<Consent>> ConsentsOf(string coop, string member, CancellationToken cancel) =>
        Range<Consent>(coop, $"{ConsentKind}{member}|", cancel);

    public async Task<IReadOnlyList<Consent>> ConsentsFor(string coop, string helper, CancellationToken cancel) =>
        [.. (await Range<Consent>(coop, ConsentKind, cancel)).Where(consent => consent.Helper == helper)];

    /// <param name="over">The version that was read; null where there was none.</param>
    /// <returns>False when somebody else gave or took it back since.</returns>
    public Task<bool> Put(string coop, Consent consent, string? over, CancellationToken cancel)
    {
        var row = new TableEntity(coop, KeyOf(consent.Member, consent.Helper)).WithJson(consent);
        return IsWritten(() => over is null ? table.AddEntityAsync(row, cancel) : table.UpdateEntityAsync(row, new ETag(over), TableUpdateMode.Replace, cancel));
    }

    /// <summary>Deletes cards that ended before, and devices that were revoked or idle since then; at most so many of each.</summary>
    public async Task<int> DeleteOld(string coop, DateTimeOffset before, int most, CancellationToken cancel)
    {
        var old = new List<TableEntity>();
        await foreach (var row in Rows(coop, CardKind, cancel))
            if (row.Json<SignInCard>().Until < before) old.Add(row);
        await foreach (var row in Rows(coop, DeviceKind, cancel))
            if (row.Json<Device>() is var device && (device.RevokedAt < before || device.SeenAt + Domain.Identity.Device.IdleLife < before)) old.Add(row);
        foreach (var row in old.Take(most))
            await IsWritten(() => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancel));
        return Math.Min(old.Count, most);
    }

    private static TableEntity Row(Device device) => new TableEntity(device.Coop, DeviceKind + device.Id).WithJson(device);

    /// <summary>Ids of members hold no <c>|</c>.</summary>
    private static string KeyOf(string member, string helper) => $"{ConsentKind}{member}|{helper}";

    private async Task<IReadOnlyList<T>> Range<T>(string coop, string prefix, CancellationToken cancel)
    {
        var found = new List<T>();
        await foreach (var row in Rows(coop, prefix, cancel)) found.Add(row.Json<T>());
        return found;
    }

    private AsyncPageable<TableEntity> Rows(string coop, string prefix, CancellationToken cancel) =>
        table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, prefix), cancellationToken: cancel);

    private static async Task<bool> IsWritten(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing() || failed.IsConflict())
        {
            return false;
        }
    }
}

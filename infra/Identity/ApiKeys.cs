using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Identity;

/// <summary>The API keys of cooperatives: a row each, of which a call reads one.</summary>
public sealed class ApiKeys(StorageAccount storage, TimeProvider clock, ILogger<ApiKeys> log)
{
    private const string Prefix = "key|";

    private const string Scheme = "Bearer ";
    private const string Revoked = "RevokedAt";
    private const string Used = "LastUsedAt";

    /// <summary>A write for every call would cost more than the call.</summary>
    private static readonly TimeSpan UsedEvery = TimeSpan.FromHours(1);

    private readonly TableClient table = storage.Table(TableNames.Identity);

    /// <summary>Whether an Authorization header holds a key of ours, good or bad.</summary>
    public static bool IsKey(string? authorization) =>
        authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && authorization.AsSpan(Scheme.Length).TrimStart().StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal);

    /// <summary>Finds out who calls with a key: one point read.</summary>
    /// <returns><see cref="IdentityErrors.BadToken"/> for a key that is wrong, unknown, revoked or expired.</returns>
    public async Task<Result<Caller>> Read(string authorization, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (ApiKeyText.Parse(authorization[Scheme.Length..].Trim()) is { } text
            && await Find(text.Coop, text.Id, cancel) is { } key && key.CallerWith(text.Secret, now) is { } caller)
        {
            if (key.LastUsedAt is null || now - key.LastUsedAt >= UsedEvery) await NoteUse(key, now, cancel);
            return caller;
        }

        log.LogInformation("An API key was refused.");
        return IdentityErrors.BadToken;
    }

    /// <summary>One point read.</summary>
    public async Task<ApiKey?> Find(string coop, string id, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(coop, RowOf(id), cancellationToken: cancel);
        return row.HasValue ? KeyOf(row.Value!) : null;
    }

    /// <summary>Every key that the cooperative ever made, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> All(string coop, CancellationToken cancel)
    {
        var keys = new List<ApiKey>();
        var filter = TableReads.RangeOf(coop, Prefix);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel)) keys.Add(KeyOf(row));
        return [.. keys.OrderByDescending(key => key.CreatedAt)];
    }

    /// <returns>False where a key of this id is there already.</returns>
    public async Task<bool> Add(ApiKey key, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(key.Coop, RowOf(key.Id)).WithJson(key), cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return false;
        }
    }

    /// <summary>Lets nobody in with it from now on. A column of its own, so that no use of the key at the same time undoes it.</summary>
    public Task Revoke(string coop, string id, CancellationToken cancel) => Merge(coop, id, Revoked, clock.GetUtcNow(), cancel);

    /// <summary>A call does not fail because nobody could write down when.</summary>
    private async Task NoteUse(ApiKey key, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            await Merge(key.Coop, key.Id, Used, now, cancel);
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception))
        {
            log.LogWarning(exception, "The use of API key {Key} of {Coop} was not noted.", key.Id, key.Coop);
        }
    }

    private Task Merge(string coop, string id, string column, DateTimeOffset now, CancellationToken cancel) =>
        table.UpdateEntityAsync(new TableEntity(coop, RowOf(id)) { [column] = now }, ETag.All, TableUpdateMode.Merge, cancel);

    private static ApiKey KeyOf(TableEntity row) => row.Json<ApiKey>() with { RevokedAt = row.GetDateTimeOffset(Revoked), LastUsedAt = row.GetDateTimeOffset(Used) };

    private static string RowOf(string id) => Prefix + KeyText.Of(id);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Cooperatives;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <param name="Key">What the machine sends as its bearer token. Shown here, once, and nowhere again.</param>
public sealed record NewApiKeyBody(string Id, string Name, string Key, IReadOnlyList<Permission> Permissions, DateTimeOffset ExpiresAt);

/// <param name="LastUsedAt">To the hour.</param>
public sealed record ApiKeyBody(
    string Id, string Name, IReadOnlyList<Permission> Permissions, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
{
    public static ApiKeyBody Of(ApiKey key) =>
        new(key.Id, key.Name, key.Permissions, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
}

public sealed record ApiKeyList(IReadOnlyList<ApiKeyBody> Items);

/// <summary>Makes a key for a machine of the cooperative.</summary>
public sealed class CreateApiKey(Gate<CreateApiKey> gate, MasterData master, ApiKeys keys, TimeProvider clock)
{
    /// <remarks>A crash after the row leaves a key that nobody has seen; it shows in the list, to be revoked. Several at once may exceed the limit: it keeps the list short, and guards nothing.</remarks>
    [Function("CreateApiKey"), Allow(Permission.ManageKeys)]
    [Describe("Makes an API key for a machine. The key itself is answered once, and kept nowhere.",
        Request = typeof(ApiKeyInput), Response = typeof(NewApiKeyBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/keys")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (!TextOf(call).Try(out var text, out var error)) return error;
            if (!(await call.Body<ApiKeyInput>()).Then(input => input.Read(text, call.Caller.Name, now)).Try(out var key, out error)) return error;
            return await (await master.Owner(call, cancel)).Then(_ => Keep(text, key, cancel));
        }, cancel);

    private static Result<ApiKeyText> TextOf(Call call) =>
        call.Request.Headers.ContainsKey("Idempotency-Key")
            ? call.IdempotencyKey().Map(key => ApiKeyText.Make(call.Coop, key))
            : ApiKeyText.Make(call.Coop, idempotencyKey: null);

    private async Task<Result<Reply>> Keep(ApiKeyText text, ApiKey key, CancellationToken cancel)
    {
        var known = await keys.All(key.Coop, cancel);
        if (known.Any(one => one.Id == key.Id)) return ApiKeyErrors.MadeBefore(key.Id);
        if (known.Count(one => one.IsLive(key.CreatedAt)) >= ApiKey.MaxLive) return ApiKeyErrors.TooMany;
        if (!await keys.Add(key, cancel)) return ApiKeyErrors.MadeBefore(key.Id);
        return Reply.Created($"/api/coops/{key.Coop}/keys/{key.Id}", new NewApiKeyBody(key.Id, key.Name, text.ToString(), key.Permissions, key.ExpiresAt));
    }
}

/// <summary>Shows which machines may come in, and which could once.</summary>
public sealed class ListApiKeys(Gate<ListApiKeys> gate, ApiKeys keys)
{
    private const int MaxShown = 200;

    [Function("ListApiKeys"), Allow(Permission.ManageKeys)]
    [Describe("Lists the API keys of the cooperative, the newest first, without what is secret in them.", Response = typeof(ApiKeyList))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/keys")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            Reply.Ok(new ApiKeyList([.. (await keys.All(call.Coop, cancel)).OrderBy(key => key.RevokedAt is not null).Take(MaxShown).Select(ApiKeyBody.Of)])), cancel);
}

/// <summary>Shuts a machine out, from its next call on.</summary>
public sealed class RevokeApiKey(Gate<RevokeApiKey> gate, ApiKeys keys)
{
    [Function("RevokeApiKey"), Allow(Permission.ManageKeys)]
    [Describe("Revokes an API key. Twice is the same as once.", Status = 204)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/coops/{coop}/keys/{key}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("key").Try(out var id, out var error)) return error;
            if (await keys.Find(call.Coop, id, cancel) is not { } key) return ApiKeyErrors.NoSuchKey;
            if (key.RevokedAt is null) await keys.Revoke(call.Coop, id, cancel);
            return Reply.NoContent();
        }, cancel);
}

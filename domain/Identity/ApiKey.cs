using System.Security.Cryptography;
using System.Text;

namespace AgriTrace.Domain.Identity;

/// <summary>Lets a machine of a cooperative in, for what it was given and as long as it lives.</summary>
/// <param name="SecretHash">SHA-256. A secret of 130 random bits cannot be guessed through a hash, however fast: a slow one would gain nothing.</param>
/// <param name="CreatedBy">See <see cref="Caller.Name"/>.</param>
public sealed record ApiKey(
    string Id, string Coop, string Name, IReadOnlyList<Permission> Permissions, byte[] SecretHash, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt)
{
    /// <summary>What a cooperative may have in use at once.</summary>
    public const int MaxLive = 50;

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the hour; null for one that nobody has used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Who calls with this secret; null where it is wrong, or the key no longer lives.</summary>
    public Caller? CallerWith(string secret, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(SecretHash, HashOf(secret)) && IsLive(now)
            ? new Caller(Role: null, Coop) { Key = Id, Scopes = Permissions }
            : null;

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>A key as its machine sends it: <c>atk.{coop}.{id}.{secret}</c>.</summary>
public sealed record ApiKeyText(string Coop, string Id, string Secret)
{
    public const string Prefix = "atk.";

    /// <summary>Longer ones are refused before they are looked at; ours have at most 83 characters.</summary>
    public const int MaxLength = 200;

    private const int IdLength = 10;

    /// <returns>Null for what cannot be a key of ours.</returns>
    public static ApiKeyText? Parse(string text) =>
        text.Length <= MaxLength && text.Split('.') is ["atk", var coop, var id, { Length: > 0 } secret]
            && Slug.Parse("coop", coop).IsOk && Slug.Parse("key", id).IsOk
            ? new ApiKeyText(coop, id, secret)
            : null;

    /// <summary>A key that nobody has yet.</summary>
    /// <param name="idempotencyKey">The same one gives the same id; null for another each time.</param>
    public static ApiKeyText Make(string coop, string? idempotencyKey) => new(
        coop,
        (idempotencyKey is null ? Ids.Secret() : Ids.Base32(Ids.Hash("api-key", coop, idempotencyKey), IdLength).ToLowerInvariant())[..IdLength],
        Ids.Secret());

    public override string ToString() => $"{Prefix}{Coop}.{Id}.{Secret}";
}

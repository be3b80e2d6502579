using System.Security.Cryptography;
using System.Text;

namespace AgriTrace.Domain.Traceability.Consignments;

/// <summary>Lots that go to somebody outside, who may look into all that is recorded of them for a while, by a link and without an account.</summary>
/// <param name="Recipient">Whom the link is made for, in the cooperative's words; the recipient reads it too.</param>
/// <param name="MadeBy">See <see cref="Identity.Caller.Name"/>.</param>
public sealed record Consignment(
    string Id, string Coop, IReadOnlyList<LotId> Lots, string Recipient, string? Purpose, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset ExpiresAt)
{
    public const int MaxLots = 50;

    /// <summary>What a cooperative may have open at once.</summary>
    public const int MaxOpen = 500;

    private const int IdLength = 16;

    /// <summary>SHA-256 of what the link ends in. 130 bits cannot be guessed through a hash, however fast.</summary>
    public byte[] SecretHash { get; init; } = [];

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Follows from the key of the request, so that a repeat finds what the first one made.</summary>
    public static string IdOf(string coop, string key) => Ids.Base32(Ids.Hash("consignment", coop, key), IdLength).ToLowerInvariant();

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Whether somebody holds the link itself.</summary>
    public bool IsFor(string secret) => CryptographicOperations.FixedTimeEquals(SecretHash, HashOf(secret));

    /// <summary>Whether what was there first was made by an earlier try of the same request.</summary>
    public bool IsRepeatOf(Consignment first) =>
        Lots.SequenceEqual(first.Lots) && Recipient == first.Recipient && Purpose == first.Purpose && ExpiresAt - MadeAt == first.ExpiresAt - first.MadeAt;
}

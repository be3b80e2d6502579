using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain;

namespace AgriTrace.Infra.Identity;

/// <summary>
/// A secret that a device holds, with the names that lead to its row: <c>{coop}.{device}.{secret}</c>. All secrets are 130 random bits, so
/// that a plain hash is enough to store them.
/// </summary>
public sealed record DeviceSecret(string Coop, string Device, string Secret)
{
    private const int MaxLength = 200;

    public override string ToString() => $"{Coop}.{Device}.{Secret}";

    /// <returns>Null for anything that was never one of ours.</returns>
    public static DeviceSecret? Parse(string? text) =>
        text is { Length: <= MaxLength } && text.Split('.') is [var coop, var device, var secret]
            && Slug.Parse("coop", coop).IsOk && Slug.Parse("device", device).IsOk && SignInSecrets.IsSecret(secret)
            ? new DeviceSecret(coop, device, secret)
            : null;
}

/// <summary>How the secrets of sign-in are stored and compared.</summary>
public static class SignInSecrets
{
    /// <summary>Two secrets in one refresh token: that of the family, and its own.</summary>
    internal const int Length = 26;

    /// <summary>All of a SHA-256 that base 32 can hold in whole letters.</summary>
    public const int CharactersOfAHash = 51;

    public static string Hash(string secret) => Convert.ToHexStringLower(Ids.Hash("sign-in", secret));

    /// <summary>In a time that tells nothing of where they differ.</summary>
    public static bool Fits(string secret, string? hash) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));

    public static bool IsSecret(string text) =>
        text.Length is Length or 2 * Length && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));
}

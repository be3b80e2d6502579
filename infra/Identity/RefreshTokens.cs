using AgriTrace.Domain;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Infra.Identity;

/// <summary>
/// Refresh tokens of enrolled programs: <c>atr.{coop}.{device}.{secret}</c>, each good once. Whoever shows an old one has stolen it, or has
/// been stolen from: the device is revoked, and a new card is needed.
/// </summary>
public sealed class RefreshTokens(SignedIn signedIn, TimeProvider clock)
{
    private const string Prefix = "atr.";

    /// <summary>A new family for a device that is being enrolled.</summary>
    public static (RefreshFamily Family, Func<Device, string> Token) Begin()
    {
        var (family, own) = (Ids.Secret(), Ids.Secret());
        return (new RefreshFamily(SignInSecrets.Hash(family), SignInSecrets.Hash(own)), device => Write(device, family, own));
    }

    public static bool TryParse(string? token, out DeviceSecret? secret)
    {
        secret = token?.StartsWith(Prefix, StringComparison.Ordinal) == true ? DeviceSecret.Parse(token[Prefix.Length..]) : null;
        return secret is { Secret.Length: 2 * SignInSecrets.Length };
    }

    /// <summary>Takes the token for the next one.</summary>
    /// <returns>Without a token where an old one came: then the device was revoked.</returns>
    public async Task<Result<(Device Device, string? Token)>> Rotate(string token, CancellationToken cancel)
    {
        if (!TryParse(token, out var given)) return IdentityErrors.BadRefreshToken;
        var (family, own, next) = (given!.Secret[..SignInSecrets.Length], given.Secret[SignInSecrets.Length..], Ids.Secret());
        var stolen = false;
        var changed = await signedIn.Change(given.Coop, given.Device, device =>
        {
            var now = clock.GetUtcNow();
            if (device.Refresh is not { } known || !device.IsAlive(now) || !SignInSecrets.Fits(family, known.Secret)) return IdentityErrors.BadRefreshToken;
            stolen = !SignInSecrets.Fits(own, known.Newest);
            return stolen ? device.Revoke(now) : device with { SeenAt = now, Refresh = known with { Newest = SignInSecrets.Hash(next) } };
        }, cancel);
        if (changed.Error?.Code == IdentityErrors.NoSuchDevice.Code) return IdentityErrors.BadRefreshToken;
        return changed.Map(device => (device, stolen ? null : Write(device, family, next)));
    }

    private static string Write(Device device, string family, string own) => $"{Prefix}{device.Coop}.{device.Id}.{family}{own}";
}

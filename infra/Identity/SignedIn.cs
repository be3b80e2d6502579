using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Cooperatives;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Identity;

/// <summary>What enrolled devices may do now: not what a token said when it was made.</summary>
/// <remarks>
/// Remembers each answer for <see cref="Memory"/>, so that a call costs no storage. What this process changes it forgets at once; what
/// another one changes (a revoked device, a new role, a consent taken back) counts here after that time at the latest.
/// </remarks>
public sealed class SignedIn(SignInStore store, CoopStore coops, TimeProvider clock, ILogger<SignedIn> log) : IDisposable
{
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private const int MaxTries = 5;
    private long changes;
    private readonly MemoryCache memory = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>The caller of an access token that a device holds, as the cooperative knows them now.</summary>
    public async Task<Result<Caller>> ByToken(Caller caller, CancellationToken cancel)
    {
        if (caller is not { Device: { } id, Coop: { } coop, Member: { } member }) return caller;
        if (await Known(coop, id, cancel) is not { } device || !device.IsAlive(clock.GetUtcNow()) || device.Find(member) is not { } user) return IdentityErrors.BadToken;
        return await RoleOf(coop, member, cancel) is { } role
            ? caller with { Role = role, EnrolledBy = user.CardBy, EnrolledByRole = user.CardByRole }
            : IdentityErrors.BadToken;
    }

    /// <summary>The active member of a browser's session; null where the cookie is no session of ours, or no longer.</summary>
    public async Task<Caller?> BySession(DeviceSecret cookie, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await Known(cookie.Coop, cookie.Device, cancel) is not { } device || !device.IsAlive(now) || !SignInSecrets.Fits(cookie.Secret, device.Session)) return null;
        if (device.IsWorthSeeing(now)) await See(device, now, cancel);
        var user = device.Find(device.Active);
        return await RoleOf(cookie.Coop, device.Active, cancel) is { } role
            ? new Caller(role, cookie.Coop, device.Active) { Device = device.Id, EnrolledBy = user?.CardBy, EnrolledByRole = user?.CardByRole }
            : null;
    }

    /// <summary>Whether the member lets this helper act for them.</summary>
    public Task<bool> Serves(string coop, string member, string helper, CancellationToken cancel) =>
        Remembered((coop, "consent", $"{member}|{helper}"), async () =>
            await store.Consent(coop, member, helper, cancel) is { Value.IsLive: true } && await RoleOf(coop, member, cancel) == Role.Farmer);

    /// <summary>Changes a device and forgets what was known of it.</summary>
    /// <param name="change">Gets it as it is; the same instance back means that nothing is to be written.</param>
    public async Task<Result<Device>> Change(string coop, string id, Func<Device, Result<Device>> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await store.Device(coop, id, cancel) is not var (device, version)) return IdentityErrors.NoSuchDevice;
            if (!change(device).Try(out var after, out var error)) return error;
            if (!ReferenceEquals(after, device) && !await store.Save(after, version, cancel)) continue;
            Forget(coop, id);
            return after;
        }

        return IdentityErrors.DeviceBusy;
    }

    public void Forget(string coop, string device) => Forget((coop, "device", device));

    public void ForgetMember(string coop, string member) => Forget((coop, "role", member));

    public void ForgetConsent(string coop, string member, string helper) => Forget((coop, "consent", $"{member}|{helper}"));

    public void Dispose() => memory.Dispose();

    /// <summary>A lost race loses a sighting and nothing else.</summary>
    private async Task See(Device device, DateTimeOffset now, CancellationToken cancel)
    {
        var seen = await Change(device.Coop, device.Id, known => known with { SeenAt = now }, cancel);
        if (!seen.IsOk) log.LogInformation("Device {Device} was seen, and could not be marked so: {Reason}", device.Id, seen.Error.Code);
    }

    private Task<Device?> Known(string coop, string id, CancellationToken cancel) =>
        Remembered((coop, "device", id), async () => (await store.Device(coop, id, cancel))?.Value);

    private Task<Role?> RoleOf(string coop, string member, CancellationToken cancel) =>
        Remembered((coop, "role", member), async () => (await coops.Member(coop, member, cancel))?.Role);

    private async Task<T> Remembered<T>((string, string, string) key, Func<Task<T>> load)
    {
        if (memory.TryGetValue(key, out (T Value, DateTimeOffset Until) known) && clock.GetUtcNow() < known.Until) return known.Value;
        var before = Volatile.Read(ref changes);
        var loaded = await load();
        // What was read before a change must not be remembered after it; and made-up devices must not push real ones out.
        if (loaded is not null && Volatile.Read(ref changes) == before)
            memory.Set(key, (loaded, clock.GetUtcNow() + Memory), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
        return loaded;
    }

    private void Forget((string, string, string) key)
    {
        Interlocked.Increment(ref changes);
        memory.Remove(key);
    }
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Identity;

/// <summary>What a phone or a program brings to be enrolled.</summary>
/// <param name="Code">Of the card.</param>
/// <param name="Attempt">A secret of the phone's own, the same when it asks again because an answer was lost.</param>
/// <param name="DeviceName">What the list of devices shall call it.</param>
/// <param name="Known">The device that it is enrolled as already, for one more member; null for a new one.</param>
public sealed record EnrolmentRequest(string Coop, string Code, string Attempt, string DeviceName, Device? Known);

/// <summary>Enrols devices with sign-in cards.</summary>
public sealed class Enrolment(SignInStore store, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <returns>The code, which is shown once and stored nowhere.</returns>
    public async Task<(SignInCard Card, string Code)> MakeCard(string coop, string member, Caller by, CancellationToken cancel)
    {
        var code = Ids.Secret();
        var card = new SignInCard(coop, member, by.Name, clock.GetUtcNow() + SignInCard.Life, MadeByRole: by.Role);
        await store.Add(card, SignInSecrets.Hash(code), cancel);
        return (card, code);
    }

    /// <summary>A card as it is, good or not: reading it uses nothing up.</summary>
    /// <returns>Null where there never was one of this code, or it is long gone.</returns>
    public async Task<SignInCard?> Read(string coop, string code, CancellationToken cancel) =>
        IsSound(coop, code) ? (await store.Card(coop, SignInSecrets.Hash(code), cancel))?.Value : null;

    /// <summary>Whether <see cref="Enrol"/> would take the card now from whoever holds this secret.</summary>
    public bool MayUse(SignInCard card, string attempt) => card.Use(string.Empty, SignInSecrets.Hash(attempt), clock.GetUtcNow()).IsOk;

    /// <summary>Uses the card. The same attempt again leads to the same device, with new secrets.</summary>
    /// <param name="secrets">Gives the device its session or its refresh tokens.</param>
    public async Task<Result<Device>> Enrol(EnrolmentRequest request, Func<Device, Device> secrets, CancellationToken cancel)
    {
        if (!IsSound(request.Coop, request.Code)) return IdentityErrors.CardNotValid;
        var code = SignInSecrets.Hash(request.Code);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await store.Card(request.Coop, code, cancel) is not var (card, version)) return IdentityErrors.CardNotValid;
            var now = clock.GetUtcNow();
            if (!card.Use(request.Known?.Id ?? NewId(), SignInSecrets.Hash(request.Attempt), now).Try(out var used, out var error)) return error;
            var found = await store.Device(card.Coop, used.UsedBy!, cancel);
            // An earlier attempt may have enrolled it, and somebody may have revoked it since.
            if (found is { Value: var old } && !old.IsAlive(now)) return IdentityErrors.CardNotValid;
            var device = found?.Value ?? new Device(card.Coop, used.UsedBy!, request.DeviceName, [], card.Member, now, now);
            if (!device.With(card, now).Try(out var enrolled, out error)) return error;
            enrolled = secrets(enrolled);
            if (await store.Enrol(used, code, version, new Versioned<Device>(enrolled, found?.Version ?? string.Empty), cancel)) return enrolled;
        }

        return IdentityErrors.DeviceBusy;
    }

    private static string NewId() => Ids.Secret();

    private static bool IsSound(string coop, string code) => Slug.Parse("coop", coop).IsOk && SignInSecrets.IsSecret(code);
}

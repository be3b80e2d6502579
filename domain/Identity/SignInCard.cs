using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Identity;

/// <summary>
/// A printed or shown QR code (thẻ đăng nhập) that enrols one phone for one member, once. Its code is 130 random bits and is stored as a
/// hash only.
/// </summary>
/// <param name="MadeBy">Who made it, as <see cref="Caller.Name"/>; the member sees it beside the device.</param>
/// <param name="MadeByRole">Null for a card from before this was written down, which counts as no helper's.</param>
/// <param name="UsedBy">The device that it enrolled; null while it waits.</param>
/// <param name="Attempt">Hash of a secret of the phone that used it, so that the same phone may ask again when the answer was lost.</param>
public sealed record SignInCard(
    string Coop, string Member, string MadeBy, DateTimeOffset Until, string? UsedBy = null, string? Attempt = null, Role? MadeByRole = null)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>An admin makes cards for all of the cooperative; a helper for farmers only, or a helper could become an admin.</summary>
    public static Error? MayNotBeMadeBy(Caller by, Member member) =>
        by.Role == Role.Helper && member.Role != Role.Farmer ? IdentityErrors.CardNotForThem : null;

    /// <summary>A second phone for a farmer comes from the office: who holds a helper's card is the farmer, as far as anybody can tell.</summary>
    /// <param name="devices">Of the cooperative.</param>
    public static Error? MayNotBeMadeBy(Caller by, Member member, IEnumerable<Device> devices, DateTimeOffset now) =>
        MayNotBeMadeBy(by, member)
        ?? (by.Role == Role.Helper && devices.Any(device => device.Knows(member.Id) && device.IsAlive(now)) ? IdentityErrors.AlreadyEnrolled : null);

    /// <summary>Whether it was used to enrol the very device that calls.</summary>
    public bool IsUsedBy(Caller caller) => UsedBy is not null && caller.Device == UsedBy && caller.Coop == Coop;

    /// <returns>The card as used by this device; the same card for a phone that asks again.</returns>
    public Result<SignInCard> Use(string device, string attempt, DateTimeOffset now)
    {
        if (now >= Until) return IdentityErrors.CardNotValid;
        if (UsedBy is null) return this with { UsedBy = device, Attempt = attempt };
        return Attempt == attempt ? this : IdentityErrors.CardNotValid;
    }
}

namespace AgriTrace.Domain.Identity;

/// <summary>A member who may use a device.</summary>
/// <param name="CardBy">Who made the card.</param>
/// <param name="CardByRole">What the maker was then; null where it was not written down, which counts as no helper.</param>
public sealed record DeviceMember(string Member, DateTimeOffset Since, string CardBy, Role? CardByRole = null);

/// <summary>The refresh tokens of a device: a family of which only the newest is good.</summary>
/// <param name="Secret">Hash of what all tokens of the family share: it tells an old token from a guess.</param>
/// <param name="Newest">Hash of what only the newest token holds.</param>
public sealed record RefreshFamily(string Secret, string Newest);

/// <summary>
/// A phone, browser or program that a sign-in card enrolled. Phones are shared: several members of one cooperative may use one, and one
/// of them at a time is <see cref="Active"/>.
/// </summary>
/// <param name="Name">What the list of devices calls it.</param>
/// <param name="SeenAt">To the hour: it is not written for each call.</param>
public sealed record Device(
    string Coop, string Id, string Name, IReadOnlyList<DeviceMember> Members, string Active, DateTimeOffset EnrolledAt, DateTimeOffset SeenAt)
{
    /// <summary>A family and a few neighbours; more on one phone is no shared phone but a way around the cards.</summary>
    public const int MaxMembers = 10;

    /// <summary>A device that nobody uses so long is signed out: a season and a half, so that a farmer does not start anew each harvest.</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromDays(180);

    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);

    /// <summary>Hash of the secret in the browser's cookie; null for a program.</summary>
    public string? Session { get; init; }

    /// <summary>Null for a browser.</summary>
    public RefreshFamily? Refresh { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && Members.Count > 0 && now - SeenAt < IdleLife;

    public bool Knows(string member) => Find(member) is not null;

    /// <summary>How this member came onto the device; null for one whom it does not know.</summary>
    public DeviceMember? Find(string member) => Members.FirstOrDefault(known => known.Member == member);

    /// <summary>Whether the last sighting is so old that it is worth a write.</summary>
    public bool IsWorthSeeing(DateTimeOffset now) => now - SeenAt >= SeenEvery;

    /// <summary>Lets one more member use it, and makes them the active one. A card of the office counts for one who used it already, too.</summary>
    public Result<Device> With(SignInCard card, DateTimeOffset now)
    {
        var added = new DeviceMember(card.Member, Find(card.Member)?.Since ?? now, card.MadeBy, card.MadeByRole);
        if (!Knows(card.Member))
            return Members.Count < MaxMembers ? this with { Members = [.. Members, added], Active = card.Member, SeenAt = now } : IdentityErrors.DeviceFull;
        var members = card.MadeByRole == Role.Helper ? Members : [.. Members.Select(known => known.Member == card.Member ? added : known)];
        return this with { Members = members, Active = card.Member, SeenAt = now };
    }

    public Result<Device> Choose(string member) => Knows(member) ? this with { Active = member } : IdentityErrors.NotOnThisDevice;

    /// <summary>Takes a member off; a device without members is revoked. Twice is the same as once.</summary>
    public Device Without(string member, DateTimeOffset now)
    {
        if (!Knows(member)) return this;
        DeviceMember[] rest = [.. Members.Where(known => known.Member != member)];
        if (rest.Length == 0) return Revoke(now);
        return this with { Members = rest, Active = Active == member ? rest[0].Member : Active };
    }

    /// <summary>
    /// Signs a member out. Their own word takes only them off. The word of another is about a phone that is lost, and whoever holds that
    /// could go on as the next member: it ends the device for all.
    /// </summary>
    public Device SignOut(string member, Caller by, DateTimeOffset now)
    {
        if (by.Member == member) return Without(member, now);
        return Knows(member) ? Revoke(now) : this;
    }

    public Device Revoke(DateTimeOffset now) => RevokedAt is null ? this with { RevokedAt = now, Session = null, Refresh = null } : this;
}

using AgriTrace.Domain.Identity;

namespace AgriTrace.Web.Identity;

/// <summary>Somebody who uses this phone.</summary>
public sealed record PhoneUser(string Id, string Name, bool IsActive);

/// <summary>A helper as a farmer sees them.</summary>
/// <param name="Since">When the consent was given; null where there is none that holds.</param>
/// <param name="OnPaper">Whether it was given by a signed form.</param>
public sealed record HelperOfMine(string Id, string Name, DateTimeOffset? Since, bool OnPaper);

/// <summary>A phone, browser or program that is signed in.</summary>
/// <param name="CardBy">The name of whoever made the card.</param>
/// <param name="IsThis">Whether the reader holds it in their hands.</param>
public sealed record DeviceLine(string Id, string Name, DateTimeOffset Since, string CardBy, DateTimeOffset SeenAt, IReadOnlyList<string> SharedWith, bool IsThis);

/// <summary>The first page of whoever is signed in.</summary>
/// <param name="Users">Everybody who uses this phone; one alone needs no choice.</param>
/// <param name="Helpers">Whom the member may let act for them; null for whoever is no farmer.</param>
public sealed record MeView(
    string Path, FormSeal Seal, string Name, string CoopName, Role Role, IReadOnlyList<PhoneUser> Users, IReadOnlyList<WayOn> Ways,
    IReadOnlyList<HelperOfMine>? Helpers, IReadOnlyList<DeviceLine> Devices) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(MePage);

    internal override string TitleIn(Language language) => Name;
}

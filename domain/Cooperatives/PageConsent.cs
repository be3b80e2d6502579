namespace AgriTrace.Domain.Cooperatives;

/// <summary>What a member lets public pages show of them. Nobody is shown who did not say so.</summary>
/// <param name="Photo">Whether their photo may be shown.</param>
/// <param name="PhotoName">Of the photo in storage; null where there is none.</param>
/// <param name="RecordedBy">The member themself, or who entered what they said.</param>
public sealed record PageConsent(bool Name, bool Photo, string? PhotoName, DateTimeOffset At, string RecordedBy)
{
    public ShownMember Shows(string coop, Member member) =>
        new(Name ? member.Name : null, Photo && PhotoName is not null ? $"/photos/{coop}/{member.Id}" : null);
}

/// <summary>A member as public pages may show them.</summary>
/// <param name="Name">Null for one who did not consent to be named.</param>
/// <param name="PhotoPath">On this site; null for one who did not consent, or has no photo.</param>
public sealed record ShownMember(string? Name, string? PhotoPath)
{
    public static ShownMember Nobody { get; } = new(null, null);
}

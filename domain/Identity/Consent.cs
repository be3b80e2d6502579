using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Identity;

/// <summary>How a farmer said yes.</summary>
public enum ConsentForm
{
    /// <summary>On an enrolled device of their own.</summary>
    Device,

    /// <summary>By a signed form, of which there is a photo.</summary>
    Paper,
}

/// <summary>A farmer lets a helper act on their behalf, until they take it back.</summary>
/// <param name="Member">Who consents.</param>
/// <param name="RecordedBy">The member themself, or who took in the form.</param>
/// <param name="Photo">Of the form, by its name in storage; null for <see cref="ConsentForm.Device"/>.</param>
public sealed record Consent(
    string Member, string Helper, ConsentForm Form, DateTimeOffset At, string RecordedBy, string? Photo = null, DateTimeOffset? WithdrawnAt = null)
{
    public bool IsLive => WithdrawnAt is null;

    /// <summary>
    /// What the farmer took back, only they give again, or an admin who heard it from them: a signed form is still there to be sent a second
    /// time, and a phone that a helper's card enrolled may lie in the helper's hand.
    /// </summary>
    public Error? MayNotBeGivenAgain(Caller by)
    {
        if (IsLive || by.Role == Role.Admin) return null;
        return by.Member == Member && by.EnrolledByRole != Role.Helper ? null : IdentityErrors.ConsentWithdrawn;
    }

    /// <summary>Only a farmer can be served, and only by a helper.</summary>
    public static Error? MayNotStand(Member member, Member helper)
    {
        if (helper.Role != Role.Helper) return IdentityErrors.NotAHelper(helper.Id);
        return member.Role == Role.Farmer ? null : IdentityErrors.NotAFarmer(member.Id);
    }
}

namespace AgriTrace.Domain.Identity;

public static class IdentityErrors
{
    public static readonly Error NoToken =
        Error.Unauthenticated("token-missing", "This call needs a bearer token in the Authorization header.");

    /// <summary>One answer for every bad token, so that a forger learns nothing; the log holds the reason.</summary>
    public static readonly Error BadToken =
        Error.Unauthenticated("token-invalid", "The bearer token is not valid here, or no longer.");

    public static readonly Error NoSigningKey =
        Error.Unavailable("no-signing-key", "Nobody can sign in here yet: the operator has set no key that signs tokens.");

    public static readonly Error IssuerUnavailable =
        Error.Unavailable("issuer-unavailable", "The token cannot be checked now, because its issuer does not answer. Try again shortly.");

    public static readonly Error OtherCooperative =
        Error.Forbidden("other-cooperative", "The token belongs to another cooperative.");

    public static readonly Error OtherMember =
        Error.Forbidden("other-member", "This belongs to another member.");

    /// <summary>One answer for a card that is unknown, used or too old, so that a guesser learns nothing.</summary>
    public static readonly Error CardNotValid = Error.Unauthenticated(
        "card-not-valid", "This sign-in card is not valid, or no longer: a card enrols one phone, within 15 minutes. Ask for a new one.");

    public static readonly Error CardNotForThem = Error.Forbidden("card-not-for-them", "A helper makes sign-in cards for farmers only.");

    public static readonly Error AlreadyEnrolled = Error.Conflict(
        "already-enrolled", "This farmer has a device already. Ask an admin for a card to another, or to sign the old one out.");

    public static readonly Error HelperCard = Error.Forbidden(
        "helper-card", "This phone was enrolled by a helper; for this, enrol it with a card of the cooperative's office.");

    public static readonly Error DeviceFull = Error.Conflict(
        "device-full", $"A device serves at most {Device.MaxMembers} members; take one off first.");

    public static readonly Error NotOnThisDevice = Error.NotFound("not-on-this-device", "This member does not use this device.");

    public static readonly Error NoSuchDevice = Error.NotFound("no-such-device", "The member has no such device.");

    /// <summary>The device changed between reading and writing, every time.</summary>
    public static readonly Error DeviceBusy = Error.Unavailable("device-busy", "The device is being changed by somebody else; send the same again.");

    public static readonly Error BadRefreshToken =
        Error.Unauthenticated("refresh-token-invalid", "The refresh token is not valid here, or no longer: enrol the device again with a sign-in card.");

    public static readonly Error NoConsent =
        Error.Forbidden("no-consent", "The member has not consented to be served by this helper, or took the consent back.");

    public static Error HelperMayNot(Permission permission) =>
        Error.Forbidden("helper-may-not", $"Nobody does this on behalf of another; the permission {permission} stays with the member.");

    public static readonly Error NoSuchConsent = Error.NotFound("no-such-consent", "There is no such consent.");

    public static readonly Error ConsentWithdrawn = Error.Conflict(
        "consent-withdrawn", "The farmer took this consent back. Only they give it again, on a phone of their own, or an admin whom they told.");

    public static readonly Error ConsentBusy = Error.Unavailable("consent-busy", "The consent is being changed by somebody else; send the same again.");

    public static readonly Error NotAPhoto = Error.Invalid("not-a-photo", "The photo must be a JPEG, PNG or WebP picture.");

    /// <summary>The form was made for another session, or for none: sent from elsewhere, or left open too long.</summary>
    public static readonly Error FormNotOurs =
        Error.Forbidden("form-not-ours", "This form was not made for this session. Load the page again, and send the form from there.");

    public static Error WeakAttempt(int length) =>
        Error.Invalid("idempotency-key", $"The Idempotency-Key of a sign-in is a secret of the device: make it of at least {length} random characters.");

    public static Error NotAHelper(string member) => Error.Conflict("not-a-helper", $"The member {member} is no helper.");

    public static Error NotAFarmer(string member) => Error.Conflict("not-a-farmer", $"The member {member} is no farmer; helpers serve farmers.");

    public static Error OtherRole(string member) =>
        Error.Conflict("member-has-other-role", $"The member {member} is there already, and is no admin. Choose another id for the admin.");

    public static Error KeyMayNot(Permission permission) =>
        Error.Forbidden("key-may-not", $"This API key was not given the permission {permission}.");

    public static Error RoleMayNot(Role role, Permission permission) =>
        Error.Forbidden("role-may-not", $"The role {role.ToString().ToLowerInvariant()} may not do this; it needs the permission {permission}.");
}

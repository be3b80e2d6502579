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

    public static Error KeyMayNot(Permission permission) =>
        Error.Forbidden("key-may-not", $"This API key was not given the permission {permission}.");

    public static Error RoleMayNot(Role role, Permission permission) =>
        Error.Forbidden("role-may-not", $"The role {role.ToString().ToLowerInvariant()} may not do this; it needs the permission {permission}.");
}

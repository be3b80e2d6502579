namespace AgriTrace.Domain.Identity;

/// <summary>Who is calling, as far as a verified token says it.</summary>
/// <param name="Role">Null for a caller without a token.</param>
/// <param name="Coop">The cooperative that the token was issued for; null for operators and anonymous callers.</param>
/// <param name="Member">The member of that cooperative; null for machines and operators.</param>
public sealed record Caller(Role? Role, string? Coop = null, string? Member = null)
{
    public static Caller Anonymous { get; } = new(Role: null);

    /// <summary>Decides one call: the permission first, then whether the cooperative in the route is the caller's own.</summary>
    /// <param name="permission">What the function declares.</param>
    /// <param name="coop">The cooperative named in the route; null where the route names none.</param>
    /// <returns>The refusal, or null when the call may go on.</returns>
    public Error? MayNot(Permission permission, string? coop)
    {
        if (permission == Permission.Anyone) return null;
        if (Role is null) return IdentityErrors.NoToken;
        if (!Role.Value.Allows(permission)) return IdentityErrors.RoleMayNot(Role.Value, permission);
        return coop is null || Role == Identity.Role.Operator || coop == Coop ? null : IdentityErrors.OtherCooperative;
    }
}

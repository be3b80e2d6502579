namespace AgriTrace.Domain.Identity;

/// <summary>Who is calling, as far as a verified token, key or session says it.</summary>
/// <param name="Role">Null for a caller whom nothing names, and for a machine with an API key.</param>
/// <param name="Coop">The cooperative that the caller belongs to; null for operators and anonymous callers.</param>
/// <param name="Member">The member of that cooperative in whose name the call is made; null for machines and operators.</param>
public sealed record Caller(Role? Role, string? Coop = null, string? Member = null)
{
    public static Caller Anonymous { get; } = new(Role: null);

    /// <summary>The phone or browser that was enrolled by a sign-in card; null for tokens that no card gave.</summary>
    public string? Device { get; init; }

    /// <summary>Who made the card that enrolled the device, as <see cref="Name"/> was then; null where no device is known.</summary>
    public string? EnrolledBy { get; init; }

    /// <summary>What <see cref="EnrolledBy"/> was then; null where nobody wrote it down.</summary>
    public Role? EnrolledByRole { get; init; }

    /// <summary>The id of the API key, for a machine.</summary>
    public string? Key { get; init; }

    /// <summary>What the API key was given; null for people, whose role says it.</summary>
    public IReadOnlyCollection<Permission>? Scopes { get; init; }

    /// <summary>The member who makes the call on behalf of <see cref="Member"/>, who consented; null for those who act for themselves.</summary>
    public string? Helper { get; init; }

    public bool IsAnonymous => Role is null && Key is null;

    /// <summary>
    /// One name for records and logs: the member, <c>key:{id}</c>, or the role of a caller who is no member. A helper is named here, and
    /// whom they act for beside it.
    /// </summary>
    public string Name => Helper ?? Member ?? (Key is null ? NameOf(Role) : $"key:{Key}");

    /// <summary>Whom the caller acts for; null for those who act for themselves.</summary>
    public string? OnBehalfOf => Helper is null ? null : Member;

    /// <summary>This helper in the place of a farmer who consented.</summary>
    public Caller InPlaceOf(string farmer) => this with { Role = Identity.Role.Farmer, Member = farmer, Helper = Member };

    /// <summary>How far this caller may go with a permission.</summary>
    public Reach ReachOf(Permission permission)
    {
        if (Helper is not null && !permission.IsDelegable()) return Reach.None;
        if (IsKeptFrom(permission)) return Reach.None;
        if (Scopes is not null) return Scopes.Contains(permission) && permission.IsForMachines() ? Reach.Cooperative : Reach.None;
        return Role is { } role ? role.ReachOf(permission) : Reach.None;
    }

    /// <summary>Decides one call: the permission first, then whether the cooperative and the member in the route are the caller's own.</summary>
    /// <param name="permission">What the function declares.</param>
    /// <param name="coop">The cooperative named in the route; null where the route names none.</param>
    /// <param name="member">The member named in the route; null where the route names none.</param>
    /// <returns>The refusal, or null when the call may go on.</returns>
    public Error? MayNot(Permission permission, string? coop, string? member = null)
    {
        if (permission == Permission.Anyone) return null;
        if (IsAnonymous) return IdentityErrors.NoToken;
        return ReachOf(permission) switch
        {
            Reach.None when Helper is not null => IdentityErrors.HelperMayNot(permission),
            Reach.None when IsKeptFrom(permission) => IdentityErrors.HelperCard,
            Reach.None => Key is null ? IdentityErrors.RoleMayNot(Role!.Value, permission) : IdentityErrors.KeyMayNot(permission),
            Reach.Platform => null,
            _ when coop is not null && coop != Coop => IdentityErrors.OtherCooperative,
            Reach.Own when member is not null && member != Member => IdentityErrors.OtherMember,
            _ => null,
        };
    }

    /// <summary>A helper could have kept the card that they made for a farmer: what a helper must not see or agree to needs a card of the office.</summary>
    private bool IsKeptFrom(Permission permission) =>
        EnrolledByRole == Identity.Role.Helper && (permission is Permission.ApproveBankChanges or Permission.ReadMemberPrivate);

    private static string NameOf(Role? role) => role is { } known ? known.ToString().ToLowerInvariant() : "anonymous";
}

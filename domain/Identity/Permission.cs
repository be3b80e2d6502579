namespace AgriTrace.Domain.Identity;

/// <summary>What a function lets its caller do. Each function declares exactly one.</summary>
public enum Permission
{
    /// <summary>No caller at all: the Functions host itself, by a queue or a timer.</summary>
    Host,

    /// <summary>Anyone, signed in or not.</summary>
    Anyone,

    /// <summary>Watch and repair the platform.</summary>
    OperatePlatform,
}

/// <summary>The one table of who may do what; what is not in it is denied.</summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, Role[]> Granted = new()
    {
        [Permission.OperatePlatform] = [Role.Operator],
    };

    /// <summary>The roles that hold a permission. Empty for <see cref="Permission.Host"/> and <see cref="Permission.Anyone"/>, which need none.</summary>
    public static IReadOnlyList<Role> RolesOf(Permission permission) => Granted.GetValueOrDefault(permission, []);

    public static bool Allows(this Role role, Permission permission) => RolesOf(permission).Contains(role);
}

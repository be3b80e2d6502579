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

    /// <summary>Keep the members, plots, places and products of one's cooperative.</summary>
    ManageCooperative,

    /// <summary>Read the members, plots, places and products of one's cooperative.</summary>
    ReadCooperative,

    /// <summary>Record lots and what happens to them; a farmer on their own plots.</summary>
    RecordProduction,

    /// <summary>Exchange EPCIS events with other systems.</summary>
    ExchangeEvents,

    /// <summary>Offer produce; a farmer their own.</summary>
    SellProduce,

    /// <summary>Read the orders and payments of one's cooperative.</summary>
    ReadBooks,
}

/// <summary>The one table of who may do what; what is not in it is denied.</summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, Role[]> Granted = new()
    {
        [Permission.OperatePlatform] = [Role.Operator],
        [Permission.ManageCooperative] = [Role.Admin],
        [Permission.ReadCooperative] =
            [Role.Operator, Role.Admin, Role.Packer, Role.Accountant, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector],
        [Permission.RecordProduction] = [Role.Admin, Role.Packer, Role.Farmer],
        [Permission.ExchangeEvents] = [Role.Admin, Role.Inspector],
        [Permission.SellProduce] = [Role.Admin, Role.Farmer],
        [Permission.ReadBooks] = [Role.Admin, Role.Accountant],
    };

    /// <summary>The roles that hold a permission. Empty for <see cref="Permission.Host"/> and <see cref="Permission.Anyone"/>, which need none.</summary>
    public static IReadOnlyList<Role> RolesOf(Permission permission) => Granted.GetValueOrDefault(permission, []);

    public static bool Allows(this Role role, Permission permission) => RolesOf(permission).Contains(role);
}

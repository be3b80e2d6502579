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

    /// <summary>Use one's own account: see it, sign out.</summary>
    UseAccount,

    /// <summary>Keep the members, plots, places and products of one's cooperative.</summary>
    ManageCooperative,

    /// <summary>Read the members, plots, places and products of one's cooperative.</summary>
    ReadCooperative,

    /// <summary>Make sign-in cards; a helper for farmers only.</summary>
    EnrolDevices,

    /// <summary>List and revoke enrolled devices; one's own, or an admin those of the cooperative.</summary>
    ManageDevices,

    /// <summary>Let a helper act on one's behalf, let pages show one's name; and take it back.</summary>
    GiveConsent,

    /// <summary>Record a consent that was given on paper.</summary>
    RecordConsent,

    /// <summary>See who may act for whom; anyone what concerns themself.</summary>
    ReadConsents,

    /// <summary>Take a consent back; also for a farmer who has no phone and says so to the cooperative or the helper.</summary>
    WithdrawConsent,

    /// <summary>Say what public pages may show of a member; admins enter what the member told them.</summary>
    KeepPageConsent,

    /// <summary>Make and revoke API keys.</summary>
    ManageKeys,

    /// <summary>Read and export who did what.</summary>
    ReadAudit,

    /// <summary>Agree to the change of a bank account that another person asked for; anyone to that of their own.</summary>
    ApproveBankChanges,

    /// <summary>Read the phone, citizen id and bank account of members; anyone their own.</summary>
    ReadMemberPrivate,

    /// <summary>Read name, phone and address of the buyer of an order.</summary>
    ReadBuyers,

    /// <summary>Erase the personal data of buyers.</summary>
    EraseBuyers,

    /// <summary>Record lots and what happens to them; a farmer on their own plots.</summary>
    RecordProduction,

    /// <summary>Let lots go that our own checks or an inspection hold.</summary>
    ReleaseHolds,

    /// <summary>Recall lots, see whom they were sold to, and lift a recall.</summary>
    RecallLots,

    /// <summary>Let somebody outside look into the records of lots, and end that.</summary>
    ShareConsignments,

    /// <summary>Have labels printed.</summary>
    PrintLabels,

    /// <summary>Say where the codes of one's products lead beside our own pages.</summary>
    ManageLinks,

    /// <summary>See how often labels were scanned and what looks odd about it.</summary>
    ReadScans,

    /// <summary>Read and answer what buyers report.</summary>
    AnswerReports,

    /// <summary>Exchange EPCIS events with other systems.</summary>
    ExchangeEvents,

    /// <summary>Offer produce; a farmer their own.</summary>
    SellProduce,

    /// <summary>Read the orders and payments of one's cooperative.</summary>
    ReadBooks,

    /// <summary>Post to the books of one's cooperative, correct them and close them.</summary>
    KeepBooks,

    /// <summary>Read what the cooperative owes a member and what they got ahead; a farmer their own.</summary>
    ReadStatements,

    /// <summary>Read an order of one's cooperative without the token that its buyer holds.</summary>
    ReadOrders,

    /// <summary>Enter orders of buyers who stand at the gate or call, confirm and cancel orders.</summary>
    TakeOrders,

    /// <summary>Pack orders, hand them over and take goods back.</summary>
    PackOrders,

    /// <summary>Bring orders to their buyers and take the cash.</summary>
    DeliverOrders,

    /// <summary>Enter payments and refunds, discounts and prices that were left open.</summary>
    SettleOrders,

    /// <summary>Read weighing slips and the shares in lots; a farmer their own.</summary>
    ReadReceipts,

    /// <summary>Enter prices that a weighing slip left open.</summary>
    SettlePrices,
}

/// <summary>How far a role may go with a permission.</summary>
public enum Reach
{
    None,

    /// <summary>What is the caller's own, as a member.</summary>
    Own,

    /// <summary>All of the caller's cooperative.</summary>
    Cooperative,

    /// <summary>Every cooperative.</summary>
    Platform,
}

/// <summary>The one table of who may do what; what is not in it is denied.</summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, (Role[] Platform, Role[] Cooperative, Role[] Own)> Granted = new()
    {
        [Permission.OperatePlatform] = ([Role.Operator], [], []),
        [Permission.UseAccount] = ([], [], [Role.Admin, Role.Packer, Role.Accountant, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector]),
        [Permission.ManageCooperative] = ([], [Role.Admin], []),
        [Permission.ReadCooperative] =
            ([Role.Operator], [Role.Admin, Role.Packer, Role.Accountant, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector], []),
        [Permission.EnrolDevices] = ([], [Role.Admin, Role.Helper], []),
        [Permission.ManageDevices] = ([], [Role.Admin], [Role.Packer, Role.Accountant, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector]),
        [Permission.GiveConsent] = ([], [], [Role.Admin, Role.Packer, Role.Accountant, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector]),
        [Permission.RecordConsent] = ([], [Role.Admin, Role.Helper], []),
        [Permission.ReadConsents] = ([], [Role.Admin, Role.Helper], [Role.Packer, Role.Accountant, Role.Farmer, Role.Driver, Role.Inspector]),
        [Permission.WithdrawConsent] = ([], [Role.Admin, Role.Helper], [Role.Packer, Role.Accountant, Role.Farmer, Role.Driver, Role.Inspector]),
        [Permission.KeepPageConsent] = ([], [Role.Admin], [Role.Packer, Role.Accountant, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector]),
        [Permission.ManageKeys] = ([], [Role.Admin], []),
        [Permission.ReadAudit] = ([], [Role.Admin], []),
        [Permission.ApproveBankChanges] =
            ([], [Role.Admin, Role.Accountant], [Role.Packer, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector]),
        [Permission.ReadMemberPrivate] =
            ([], [Role.Admin, Role.Accountant], [Role.Packer, Role.Farmer, Role.Helper, Role.Driver, Role.Inspector]),
        [Permission.ReadBuyers] = ([], [Role.Admin, Role.Packer, Role.Driver], []),
        [Permission.EraseBuyers] = ([], [Role.Admin], []),
        [Permission.RecordProduction] = ([], [Role.Admin, Role.Packer], [Role.Farmer]),
        [Permission.ReleaseHolds] = ([], [Role.Admin], []),
        [Permission.RecallLots] = ([], [Role.Admin], []),
        [Permission.ShareConsignments] = ([], [Role.Admin, Role.Packer], []),
        [Permission.PrintLabels] = ([], [Role.Admin, Role.Packer], []),
        [Permission.ManageLinks] = ([], [Role.Admin], []),
        [Permission.ReadScans] = ([], [Role.Admin, Role.Packer], []),
        [Permission.AnswerReports] = ([], [Role.Admin, Role.Packer], []),
        [Permission.ExchangeEvents] = ([], [Role.Admin, Role.Inspector], []),
        [Permission.SellProduce] = ([], [Role.Admin], [Role.Farmer]),
        [Permission.ReadBooks] = ([], [Role.Admin, Role.Accountant], []),
        [Permission.KeepBooks] = ([], [Role.Admin, Role.Accountant], []),
        [Permission.ReadStatements] = ([], [Role.Admin, Role.Accountant], [Role.Farmer]),
        [Permission.ReadOrders] = ([], [Role.Admin, Role.Packer, Role.Accountant, Role.Driver], []),
        [Permission.TakeOrders] = ([], [Role.Admin, Role.Packer, Role.Accountant], []),
        [Permission.PackOrders] = ([], [Role.Admin, Role.Packer], []),
        [Permission.DeliverOrders] = ([], [Role.Admin, Role.Packer, Role.Driver], []),
        [Permission.SettleOrders] = ([], [Role.Admin, Role.Accountant], []),
        [Permission.ReadReceipts] = ([], [Role.Admin, Role.Packer, Role.Accountant], [Role.Farmer]),
        [Permission.SettlePrices] = ([], [Role.Admin, Role.Accountant], []),
    };

    /// <summary>What a program does on its own; the rest needs a person who can be asked.</summary>
    private static readonly Permission[] Machines =
        [Permission.ReadCooperative, Permission.RecordProduction, Permission.ExchangeEvents, Permission.SellProduce, Permission.ReadBooks, Permission.ReadOrders, Permission.ReadReceipts,
            Permission.PrintLabels, Permission.ReadScans];

    /// <summary>The roles that hold a permission. Empty for <see cref="Permission.Host"/> and <see cref="Permission.Anyone"/>, which need none.</summary>
    public static IReadOnlyList<Role> RolesOf(Permission permission) =>
        [.. Enum.GetValues<Role>().Where(role => role.ReachOf(permission) != Reach.None)];

    public static Reach ReachOf(this Role role, Permission permission)
    {
        if (!Granted.TryGetValue(permission, out var granted)) return Reach.None;
        if (granted.Platform.Contains(role)) return Reach.Platform;
        if (granted.Cooperative.Contains(role)) return Reach.Cooperative;
        return granted.Own.Contains(role) ? Reach.Own : Reach.None;
    }

    /// <summary>Whether a helper may use it on behalf of a farmer who consented. The rest stays with the farmer: money, consents, devices.</summary>
    public static bool IsDelegable(this Permission permission) => permission is Permission.RecordProduction or Permission.SellProduce;

    /// <summary>Whether an API key can be given this permission.</summary>
    public static bool IsForMachines(this Permission permission) => Machines.Contains(permission);
}

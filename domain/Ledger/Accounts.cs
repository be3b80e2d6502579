namespace AgriTrace.Domain.Ledger;

/// <summary>On which side an account grows.</summary>
public enum AccountKind
{
    Asset,
    Liability,
    Income,
    Expense,
}

/// <summary>
/// The accounts of a cooperative. Each is a word, or a word and whose it is after a slash: <c>cash</c>, <c>farmer/ut</c>. No personal data
/// stands in any: a buyer is named by an order.
/// </summary>
public static class Accounts
{
    /// <summary>Money in the cash box of the office.</summary>
    public const string Cash = "cash";

    public const string Bank = "bank";

    /// <summary>What card buyers paid and the provider has not yet paid out.</summary>
    public const string CardTransit = "transit/card";

    /// <summary>Bank transfers that a provider reported and no statement has confirmed yet.</summary>
    public const string TransferTransit = "transit/transfer";

    /// <summary>What providers and carriers keep for their work.</summary>
    public const string Fees = "fees";

    /// <summary>What buyers pay for delivery.</summary>
    public const string Delivery = "delivery";

    /// <summary>Owed back to buyers, and not yet sent.</summary>
    public const string Refunds = "refunds";

    /// <summary>Money that a bank holds back while a buyer disputes a payment.</summary>
    public const string Disputes = "disputes";

    /// <summary>What rounding cash to notes that exist gains and loses.</summary>
    public const string Rounding = "rounding";

    /// <summary>What changing currencies gains and loses.</summary>
    public const string Currency = "currency";

    /// <summary>Money whose cause nobody knows yet.</summary>
    public const string Suspense = "suspense";

    /// <summary>The cooperative's own part of sales.</summary>
    public const string Revenue = "revenue";

    /// <summary>Produce bought from farmers at a price of their weighing slip.</summary>
    public const string Purchases = "purchases";

    /// <summary>Feed and fertiliser that the cooperative keeps for its members.</summary>
    public const string Supplies = "supplies";

    private static readonly Dictionary<string, AccountKind> Kinds = new(StringComparer.Ordinal)
    {
        [Cash] = AccountKind.Asset,
        [Bank] = AccountKind.Asset,
        ["transit"] = AccountKind.Asset,
        ["carrier"] = AccountKind.Asset,
        ["driver"] = AccountKind.Asset,
        ["buyer"] = AccountKind.Asset,
        ["advance"] = AccountKind.Asset,
        [Supplies] = AccountKind.Asset,
        [Disputes] = AccountKind.Asset,
        [Suspense] = AccountKind.Liability,
        [Refunds] = AccountKind.Liability,
        ["farmer"] = AccountKind.Liability,
        [Revenue] = AccountKind.Income,
        [Delivery] = AccountKind.Income,
        [Rounding] = AccountKind.Income,
        [Currency] = AccountKind.Income,
        [Fees] = AccountKind.Expense,
        [Purchases] = AccountKind.Expense,
    };

    /// <summary>What the buyer of an order owes for it; below zero, what they paid ahead.</summary>
    public static string Buyer(string order) => "buyer/" + order;

    /// <summary>What the cooperative owes a member for produce.</summary>
    public static string Farmer(string member) => "farmer/" + member;

    /// <summary>What a member got ahead: cash, feed, fertiliser.</summary>
    public static string Advance(string member) => "advance/" + member;

    /// <summary>Cash that a driver has collected and not yet handed in.</summary>
    public static string Driver(string member) => "driver/" + member;

    /// <summary>Cash that a carrier has collected and not yet remitted.</summary>
    public static string Carrier(string carrier) => "carrier/" + carrier;

    /// <summary>Null where there is no such account.</summary>
    public static AccountKind? KindOf(string account)
    {
        var slash = account.IndexOf('/', StringComparison.Ordinal);
        return Kinds.TryGetValue(slash < 0 ? account : account[..slash], out var kind) ? kind : null;
    }

    /// <summary>Whether it is one of these accounts, as far as its text says: whose it is may still be nobody.</summary>
    public static bool IsOne(string account)
    {
        var slash = account.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Kinds.ContainsKey(account) && !Owned.Contains(account) && account != "transit";
        return account is CardTransit or TransferTransit || (Owned.Contains(account[..slash]) && Slug.Parse("account", account[(slash + 1)..]).IsOk);
    }

    /// <summary>Whether only the changes of an order post to it.</summary>
    public static bool IsOfOrder(string account) => account.StartsWith("buyer/", StringComparison.Ordinal);

    /// <summary>The member whose account it is; null where it is nobody's, or no member's.</summary>
    public static string? MemberOf(string account)
    {
        var parts = account.Split('/', 2);
        return parts is ["farmer" or "advance" or "driver", var member] ? member : null;
    }

    /// <summary>Of these, each has one for itself.</summary>
    private static readonly string[] Owned = ["buyer", "farmer", "advance", "driver", "carrier"];
}

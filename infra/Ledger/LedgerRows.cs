using System.Globalization;
using AgriTrace.Domain.Ledger;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Ledger;

/// <summary>How transfers lie among the trade of their cooperative: by the day that they are booked to. Those of closed days move to a table of their own.</summary>
internal static class LedgerRows
{
    public const string Prefix = "ledger|";

    public static string KeyOf(Transfer transfer) => KeyOf(transfer.Day, transfer.Id);

    public static string KeyOf(DateOnly day, string id) => DayPrefix(day) + KeyText.Of(id);

    public static string DayPrefix(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyyMMdd}|");

    /// <summary>The partition of a closed month.</summary>
    public static string MonthOf(string coop, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{coop}|{day:yyyyMM}");
}

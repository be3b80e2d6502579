using System.Globalization;
using AgriTrace.Domain.Ledger;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Ledger;

/// <summary>How transfers lie among the trade of their cooperative: by the day that they are booked to.</summary>
internal static class LedgerRows
{
    public const string Prefix = "ledger|";

    public static string KeyOf(Transfer transfer) => DayPrefix(transfer.Day) + KeyText.Of(transfer.Id);

    public static string DayPrefix(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{day:yyyyMMdd}|");
}

using System.Globalization;
using System.Text.Json;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Reconciliation;

/// <summary>The books as a file for a spreadsheet.</summary>
internal static class ReconciliationCsv
{
    private static readonly string[] Columns = ["id", "code", "placedAt", "rail", "status", "currency", "total", "paid", "state"];

    public static Reply Of(IEnumerable<OrderEntry> entries, string file) => Csv.Of(Columns, entries.Select(Row), file);

    private static string[] Row(OrderEntry entry) =>
    [
        entry.Id,
        entry.Code,
        entry.PlacedAt.ToOffset(Period.VietNam).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Word(entry.Rail),
        Word(entry.State),
        entry.Due.Currency,
        entry.Due.Amount.ToString(CultureInfo.InvariantCulture),
        entry.Paid.Amount.ToString(CultureInfo.InvariantCulture),
        Word(entry.Settled()),
    ];

    /// <summary>As JSON has it.</summary>
    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

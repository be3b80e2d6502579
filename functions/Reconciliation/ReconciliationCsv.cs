using System.Globalization;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Reconciliation;

/// <summary>RFC 4180, with the byte order mark by which Excel knows UTF-8.</summary>
internal static class ReconciliationCsv
{
    private static readonly string[] Columns = ["id", "code", "placedAt", "rail", "status", "currency", "total", "paid", "state"];

    public static Reply Of(IEnumerable<OrderEntry> entries, string file)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', Columns).Append("\r\n");
        foreach (var entry in entries) csv.AppendJoin(',', Row(entry).Select(Field)).Append("\r\n");
        return Reply.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8")
            .With("Content-Disposition", $"attachment; filename=\"{file}\"");
    }

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

    /// <summary>A field that a spreadsheet would take for a formula is made text by an apostrophe.</summary>
    private static string Field(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

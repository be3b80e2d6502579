using System.Text;

namespace AgriTrace.Functions.Http;

/// <summary>Files for spreadsheets: RFC 4180, with the byte order mark by which Excel knows UTF-8.</summary>
internal static class Csv
{
    /// <param name="file">The name under which a browser keeps it.</param>
    public static Reply Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string file)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', columns).Append("\r\n");
        foreach (var row in rows) csv.AppendJoin(',', row.Select(Field)).Append("\r\n");
        return Reply.Bytes([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())], "text/csv; charset=utf-8")
            .With("Content-Disposition", $"attachment; filename=\"{file}\"");
    }

    /// <summary>A field that a spreadsheet would take for a formula is made text by an apostrophe.</summary>
    private static string Field(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

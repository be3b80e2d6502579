using System.Globalization;
using System.Text;
using System.Text.Unicode;
using AgriTrace.Domain;

namespace AgriTrace.Functions.Http;

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">Where it begins, counted from 1 as an editor does.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields);

/// <summary>Reads files of spreadsheets: RFC 4180 in UTF-8, with commas, semicolons or tabs, whatever Excel takes in its country.</summary>
internal sealed class CsvText
{
    private readonly string text;
    private readonly char separator;
    private int at;
    private int line = 1;

    private CsvText(string text)
    {
        this.text = text;
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        separator = ",;\t".MaxBy(mark => header.Count(letter => letter == mark));
    }

    /// <summary>Every row that holds something, the header among them.</summary>
    public static Result<IReadOnlyList<CsvRow>> Read(byte[] file)
    {
        var utf8 = file.AsSpan(file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        return FirstBrokenLine(utf8) is { } broken ? CsvErrors.NotUtf8(broken) : new CsvText(Encoding.UTF8.GetString(utf8)).Rows();
    }

    /// <summary>The first line that is not UTF-8; null where all are. No character but the line feed holds its byte.</summary>
    private static int? FirstBrokenLine(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8)) return null;
        var line = 0;
        foreach (var range in utf8.Split((byte)'\n'))
        {
            line++;
            if (!Utf8.IsValid(utf8[range])) break;
        }

        return line;
    }

    private Result<IReadOnlyList<CsvRow>> Rows()
    {
        var rows = new List<CsvRow>();
        while (at < text.Length)
        {
            var (start, fields) = (line, new List<string>());
            do
            {
                if (!Field().Try(out var field, out var error)) return error;
                fields.Add(field);
            }
            while (Passes(separator));

            EndOfLine();
            // A spreadsheet saves the empty rows below the last one too.
            if (fields.Any(field => field.Length > 0)) rows.Add(new CsvRow(start, fields));
        }

        return rows;
    }

    /// <summary>Trimmed, since nobody sees a space at the end of a cell.</summary>
    private Result<string> Field()
    {
        if (at < text.Length && text[at] == '"') return Quoted();
        var rest = text.AsSpan(at);
        var length = rest.IndexOfAny([separator, '\r', '\n']) is >= 0 and var end ? end : rest.Length;
        at += length;
        return rest[..length].Trim().ToString();
    }

    private Result<string> Quoted()
    {
        var (opened, field) = (line, new StringBuilder());
        at++;
        while (at < text.Length)
        {
            var letter = text[at++];
            if (letter == '\n') line++;
            if (letter != '"') field.Append(letter);
            else if (Passes('"')) field.Append('"');
            else return at == text.Length || text[at] == separator || text[at] is '\r' or '\n' ? field.ToString().Trim() : CsvErrors.TextAfterQuote(line);
        }

        return CsvErrors.QuoteOpen(opened);
    }

    private bool Passes(char mark)
    {
        if (at >= text.Length || text[at] != mark) return false;
        at++;
        return true;
    }

    private void EndOfLine()
    {
        var carriage = Passes('\r');
        if (Passes('\n') || carriage) line++;
    }
}

/// <summary>Why a file is no CSV that can be read; <c>line</c> says where.</summary>
public static class CsvErrors
{
    public static readonly Error NotCsv = new(ErrorKind.UnsupportedMedia, "body-not-csv", "This route reads CSV: send Content-Type: text/csv.");

    public static Error NotUtf8(int line) => At(line, "csv-not-utf8", "is not UTF-8. Save the file as \"CSV UTF-8\".");

    public static Error QuoteOpen(int line) => At(line, "csv-malformed", "opens a quote that never closes.");

    public static Error TextAfterQuote(int line) => At(line, "csv-malformed", "has text behind a closing quote; a quote within quotes is written twice.");

    private static Error At(int line, string code, string what) =>
        Error.Invalid(code, string.Create(CultureInfo.InvariantCulture, $"Line {line} {what} Nothing was recorded.")) with { Facts = new Dictionary<string, object?> { ["line"] = line } };
}

using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>One row of an import: the record that it is, or why it is none.</summary>
internal sealed record ImportRow(int Line, Result<EventInput> Input);

/// <summary>Reads a file of records: the columns are the fields of <see cref="EventInput"/>, but for lists.</summary>
internal static class EventCsv
{
    /// <summary>More take too long for one call.</summary>
    public const int MaxRows = 1_000;

    /// <summary>In bytes.</summary>
    public const int MaxSize = 1_048_576;

    private const string Type = "type", At = "at", Quantity = "quantity", Unit = "unit";

    private static readonly string[] Numbers = ["intervalDays", "temperature", "humidity"];

    /// <summary><c>unit</c> is the quantity's: pallets and what makes lots of lots have lists, for which a row has no room.</summary>
    private static readonly string[] Columns =
    [
        Type, At, "place", "to", "from", "plot", "member", "activity", "materialName", "materialActiveIngredient", "materialDose", "gtin", "product", "lot",
        Quantity, Unit, "grade", "result", "document", "reason", "note", .. Numbers,
    ];

    public static Result<IReadOnlyList<ImportRow>> Read(byte[] file)
    {
        if (file.Length > MaxSize) return ImportErrors.TooLarge;
        if (!CsvText.Read(file).Try(out var rows, out var error)) return error;
        if (!ReadHeader(rows is [var first, ..] ? first.Fields : []).Try(out var header, out error)) return error;
        if (rows.Count - 1 > MaxRows) return ImportErrors.TooLarge;
        return rows.Skip(1).Select(row => new ImportRow(row.Line, ReadRow(header, row.Fields))).ToArray();
    }

    /// <summary>The columns by their own names; capitals do not matter.</summary>
    private static Result<string[]> ReadHeader(IReadOnlyList<string> names)
    {
        var header = names.Select(name => Columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase))).ToArray();
        var unknown = names.Where((_, index) => header[index] is null).ToArray();
        var twice = header.OfType<string>().GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key).ToArray();
        var missing = new[] { Type, At }.Except(header).OfType<string>().ToArray();
        return unknown.Length + twice.Length + missing.Length > 0 ? ImportErrors.Header(unknown, missing, twice) : header.OfType<string>().ToArray();
    }

    /// <summary>By way of the JSON that a program would send, so that both are read alike and have the same faults.</summary>
    private static Result<EventInput> ReadRow(string[] header, IReadOnlyList<string> fields)
    {
        if (fields.Skip(header.Length).Any(field => field.Length > 0)) return ImportErrors.RowTooLong;
        var (json, faults) = (new JsonObject(), new List<FieldFault>());
        foreach (var (name, text) in header.Zip(fields).Where(field => field.Second.Length > 0))
        {
            if (name == Quantity) Amount(json)["value"] = Number("$.quantity.value", text, faults);
            else if (name == Unit) Amount(json)["unit"] = text;
            else json[name] = Numbers.Contains(name) ? Number("$." + name, text, faults) : text;
        }

        var read = Body.Parse<EventInput>(Encoding.UTF8.GetBytes(json.ToJsonString()));
        return faults.Count == 0 ? read : BodyErrors.Fields([.. faults, .. read.Error?.Faults ?? []]);
    }

    private static JsonObject Amount(JsonObject json) => (json[Quantity] ??= new JsonObject()).AsObject();

    /// <returns>What stands for it where it has a fault is a number too, so that it has no other.</returns>
    private static JsonNode Number(string path, string text, List<FieldFault> faults)
    {
        var isBelow = text[0] is '-' or '\u2212';
        if (TypedNumber.Read(isBelow ? text[1..] : text) is { } number)
            return number == decimal.Truncate(number) && number <= long.MaxValue ? (JsonNode)(long)(isBelow ? -number : number) : isBelow ? -number : number;
        faults.Add(new(path, "must be a number that can be read one way only, such as 12.5 or 12,5."));
        return 1;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Identity.Pages;
using AgriTrace.Web.Traceability.Receipts;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>The form of a weighing slip: as it is shown empty, and what it sends. All is counted in kilograms.</summary>
internal static partial class ReceiptForm
{
    /// <summary>More would not fit the fields that a form may have; programs send up to ten.</summary>
    private const int Lines = 3;

    /// <summary>A form for a new slip: sent twice, it is recorded once.</summary>
    public static ReceiptFields New(DateTimeOffset now, bool fixesPrices) => new(
        Guid.CreateVersion7(now).ToString(), string.Empty, string.Empty, HarvestForm.TimeField(now), string.Empty,
        [.. Enumerable.Range(1, Lines).Select(number => new ReceiptLineFields(
            number == 1 ? "Loại 1" : string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, fixesPrices ? "fixed" : "later", string.Empty))]);

    public static ReceiptFields Read(Form form) => new(
        form["record"], form["product"], form["plot"], form["time"], form["note"],
        [.. Enumerable.Range(1, Lines).Select(number => new ReceiptLineFields(
            form[$"grade{number}"], form[$"gross{number}"], form[$"tare{number}"], form[$"deduction{number}"], form[$"reason{number}"], form[$"kind{number}"], form[$"price{number}"]))]);

    /// <summary>As programs send it, without the lines that nobody touched; a field that cannot be read becomes one that is refused.</summary>
    public static ReceiptInput ToInput(this ReceiptFields fields, string member) => new(
        member, fields.Plot, HarvestForm.ReadTime(fields.Time), [.. Filled(fields).Select(number => LineOf(fields.Lines[number - 1]))],
        Product: fields.Product, Note: fields.Note.Length == 0 ? null : fields.Note);

    /// <summary>What a refusal says about the fields of the form; nothing where it is about the whole.</summary>
    public static IReadOnlyList<ReceiptFault> FaultsOf(ReceiptFields fields, Error error) => error.Code switch
    {
        "no-such-product" => [new("product", ReceiptTexts.Fault("product"))],
        "no-such-plot" => [new("plot", ReceiptTexts.Fault("plot"))],
        _ => [.. error.Faults.Select(fault => FaultOf([.. Filled(fields)], fault.Path)).DistinctBy(fault => fault.Field)],
    };

    private static IEnumerable<int> Filled(ReceiptFields fields) => Enumerable.Range(1, fields.Lines.Count).Where(number => !fields.Lines[number - 1].IsBlank);

    private static ReceiptLineInput LineOf(ReceiptLineFields line) => new(
        line.Grade,
        TypedNumber.Read(line.Gross) ?? 0,
        line.Tare.Length == 0 ? 0 : TypedNumber.Read(line.Tare) ?? -1,
        new ReceiptPriceInput(KindOf(line.Kind), line.Price.Length == 0 ? null : new Money(DongOf(line.Price), Money.Vnd)),
        line.Deduction.Length == 0 && line.Reason.Length == 0 ? null : new ReceiptDeductionInput(TypedNumber.Read(line.Deduction) ?? 0, line.Reason));

    private static PriceKind KindOf(string text) => text switch
    {
        "later" => PriceKind.Later,
        "consigned" => PriceKind.Consigned,
        _ => PriceKind.Fixed,
    };

    /// <summary>The đồng has no smaller unit, so "25.000" can mean only one thing. 0, which is refused, for what is no amount.</summary>
    private static long DongOf(string text) =>
        Amount().IsMatch(text) && long.TryParse(string.Concat(text.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : 0;

    /// <param name="filled">The numbers in the form of the lines that were sent on.</param>
    private static ReceiptFault FaultOf(int[] filled, string path)
    {
        if (LinePath().Match(path) is not { Success: true } line)
        {
            var field = path switch { "$.at" => "time", "$.unit" or "$.gtin" => "product", "$.lines" => "gross1", _ => path[2..] };
            return new ReceiptFault(field, ReceiptTexts.Fault(field.TrimEnd('1')));
        }

        var (index, name) = (int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), line.Groups[2].Value);
        if (name == "quantity") name = "deduction";
        return new ReceiptFault(string.Create(CultureInfo.InvariantCulture, $"{name}{filled[index]}"), ReceiptTexts.Fault(name));
    }

    /// <summary>A deduction has two fields of its own, everything else one.</summary>
    [GeneratedRegex(@"^\$\.lines\[([0-9])\]\.(?:deduction\.)?(\w+)")]
    private static partial Regex LinePath();

    [GeneratedRegex(@"^[0-9]{1,3}([.,][0-9]{3})+$|^[0-9]{1,12}$")]
    private static partial Regex Amount();
}

using System.Globalization;
using AgriTrace.Domain.Catalogue;

namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>Reads a weighing slip, and names everything that is wrong with it at once.</summary>
public static class WeighingReader
{
    /// <summary>Each line is a lot, an event and its message: with a board and a hold they fit one transaction several times.</summary>
    public const int MaxLines = 10;

    internal const int MaxGrade = 40;

    private const int MaxReason = 200, MaxNote = 500;
    private const string Kilogram = "KGM";

    public static Result<Weighing> Read(string coop, ReceiptInput input, DateTimeOffset now)
    {
        var fields = new FieldReader(coop);
        var weighing = new Weighing(
            coop,
            fields.Product("$", input.Gtin, input.Product),
            fields.Id("$.plot", input.Plot),
            fields.Id("$.member", input.Member),
            ReadUnit(fields, input.Unit ?? Kilogram),
            fields.Time("$.at", input.At, now),
            ReadLines(fields, input.Lines),
            fields.Text("$.note", input.Note, MaxNote));
        return fields.Error is { } error ? error : weighing;
    }

    private static string ReadUnit(FieldReader fields, string unit)
    {
        if (!Quantity.Units.Contains(unit)) fields.Fault("$.unit", $"must be one of {string.Join(", ", Quantity.Units)} (UN/ECE Rec 20).");
        return unit;
    }

    private static WeighedLine[] ReadLines(FieldReader fields, IReadOnlyList<ReceiptLineInput> inputs)
    {
        if (inputs is not { Count: > 0 and <= MaxLines }) fields.Fault("$.lines", $"must have 1 to {MaxLines} lines.");
        var lines = inputs.Take(MaxLines).Select((input, index) => ReadLine(fields, string.Create(CultureInfo.InvariantCulture, $"$.lines[{index}]"), input)).ToArray();
        // "Loại 1" and "loại 1" are one grade to everybody who reads the slip.
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < lines.Length; index++)
            if (lines[index].Grade.Length > 0 && !seen.Add(lines[index].Grade)) fields.Fault($"$.lines[{index}].grade", "stands on this slip twice.");
        return lines;
    }

    private static WeighedLine ReadLine(FieldReader fields, string path, ReceiptLineInput input)
    {
        var grade = fields.Text(path + ".grade", input.Grade, MaxGrade);
        var (gross, tare) = (Weight(fields, path + ".gross", input.Gross), Weight(fields, path + ".tare", input.Tare, least: 0));
        if (gross is { } all && tare >= all) fields.Fault(path + ".tare", "must be less than the gross weight.");
        var reason = fields.Text(path + ".deduction.reason", input.Deduction?.Reason, MaxReason);
        var deducted = input.Deduction is null ? 0 : Weight(fields, path + ".deduction.quantity", input.Deduction.Quantity);
        if (tare < gross && deducted >= gross - tare) fields.Fault(path + ".deduction.quantity", "must leave something of what was weighed.");
        var line = new WeighedLine(grade, gross ?? 0, tare ?? 0, deducted ?? 0, reason, input.Price.Kind, ReadPrice(fields, path + ".price", input.Price));
        if (line.Fixed is { } price && price.Times(line.Net / 1000m) is null) fields.Fault(path + ".price.amount", "comes to more than a slip can hold.");
        return line;
    }

    /// <returns>Thousandths; null where a fault was found.</returns>
    private static long? Weight(FieldReader fields, string path, decimal value, decimal least = 0.001m)
    {
        if (value < least || value > Quantity.Max)
            fields.Fault(path, string.Create(CultureInfo.InvariantCulture, $"must be {(least == 0 ? "0 or more" : "more than 0")}, and at most {Quantity.Max:N0}."));
        else if (decimal.Round(value, 3) != value) fields.Fault(path, "must have at most three decimals.");
        else return (long)(value * 1000);
        return null;
    }

    private static Money? ReadPrice(FieldReader fields, string path, ReceiptPriceInput input)
    {
        if (input.Kind == PriceKind.Fixed && input.Amount is null) fields.Fault(path + ".amount", "is missing; a fixed price has one.");
        if (input.Kind != PriceKind.Fixed && input.Amount is not null) fields.Fault(path + ".amount", "must not be there; only a fixed price has one.");
        if (input is not { Kind: PriceKind.Fixed, Amount: { } amount }) return null;
        foreach (var fault in FaultsOf(path + ".amount", amount)) fields.Fault(fault.Path, fault.Message);
        return amount;
    }

    /// <summary>What is wrong with the price of one unit.</summary>
    internal static IEnumerable<FieldFault> FaultsOf(string path, Money price)
    {
        if (price.Amount is <= 0 or > CatalogueErrors.MaxPrice) yield return new(path + ".amount", $"must be 1 to {CatalogueErrors.MaxPrice}.");
        if (price.Currency != Money.Vnd) yield return new(path + ".currency", "must be VND.");
    }
}

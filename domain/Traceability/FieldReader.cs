using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Traceability;

/// <summary>Reads the fields of a body one by one and gathers every fault, so that one answer names them all.</summary>
/// <remarks>A value that has a fault is a stand-in of no meaning; look at <see cref="Error"/> before using any.</remarks>
internal sealed class FieldReader(string coop)
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProductId NoProduct = new(string.Empty);

    /// <summary>For a phone whose clock is ahead of ours; what lies further ahead was mistyped.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    /// <summary>In characters.</summary>
    public const int MaxName = 200, MaxText = 1_000, MaxGrade = 40;

    private readonly List<FieldFault> faults = [];

    public Error? Error => faults.Count == 0 ? null : TraceabilityErrors.Fields(faults);

    /// <param name="text">Null for one that is missing, which is somebody else's to say.</param>
    public string Id(string path, string? text) => OptionalId(path, text) ?? string.Empty;

    public string? OptionalId(string path, string? text) => text is null ? null : Take(path, Slug.Parse(path[2..], text), string.Empty);

    [return: NotNullIfNotNull(nameof(text))]
    public string? Text(string path, string? text, int max) => PlainText.ReadOptional(path, text, max, faults);

    /// <summary>A name that stands in an address of ours, as it is written on a crate or a paper.</summary>
    public string? Code(string path, string? text, int max)
    {
        if (text is null || (text.Length > 0 && text.Length <= max && text.All(IsCode) && text.Any(char.IsAsciiLetterOrDigit))) return text;
        faults.Add(new(path, $"must be 1 to {max} letters without accents, digits, and . _ - between them."));
        return string.Empty;

        static bool IsCode(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-';
    }

    /// <summary>What a sensor shows, with at most two decimals.</summary>
    public decimal? Reading(string path, decimal? value, int min, int max)
    {
        if (value is not { } read) return null;
        // Before any sum: a decimal has room for 28 digits more.
        if (read < min || read > max || decimal.Round(read, 2) != read) Fault(path, string.Create(CultureInfo.InvariantCulture, $"must be {min} to {max}, with at most two decimals."));
        else return (int)(read * 100) / 100m;
        return null;
    }

    /// <summary>A product by its GTIN or by its slug, never by both.</summary>
    public ProductId Product(string path, string? gtin, string? product)
    {
        if (gtin is not null && product is not null) faults.Add(new(path + ".product", "must not stand beside gtin."));
        else if (gtin is not null) return Take(path + ".gtin", Gtin.TryParse(gtin).Map(read => new ProductId(read.Digits)), NoProduct);
        else if (product is not null) return Take(path + ".product", ProductId.Parse(coop, product), NoProduct);
        else faults.Add(new(path + ".gtin", "is missing; give gtin or product."));
        return NoProduct;
    }

    public string Lot(string path, string lot)
    {
        if (lot.Length == 0)
        {
            faults.Add(new(path + ".lot", "must not be empty."));
            return string.Empty;
        }

        // Addresses hold lot numbers: a proxy takes "%2F" for a slash, and every browser takes ".." for the folder above.
        if (lot.Contains("%2F", StringComparison.OrdinalIgnoreCase) || lot.All(letter => letter == '.'))
            faults.Add(new(path + ".lot", "must not hold %2F, and not be dots alone: it stands in addresses."));
        return Take(path + ".lot", LotNumber.TryMake(lot).Map(number => number.Text), string.Empty);
    }

    public LotId LotId(string path, string? gtin, string? product, string lot) => new(Product(path, gtin, product), Lot(path, lot));

    /// <param name="mayBeZero">Whether none of it is an amount as well.</param>
    public Quantity? Quantity(string path, Quantity? quantity, bool mayBeZero = false)
    {
        // The unit of nothing is looked at as that of anything else.
        (mayBeZero && quantity is { Value: 0 } ? quantity with { Value = 1 } : quantity)?.Check(path, faults);
        return quantity;
    }

    /// <summary>One lot in the body itself; a missing number is somebody else's to say.</summary>
    public LotShare Share(string path, string? gtin, string? product, string? lot, Quantity? quantity) =>
        new(LotId(path, gtin, product, lot ?? "-"), Quantity(path + ".quantity", quantity));

    /// <summary>A list of lots; a missing one is somebody else's to say.</summary>
    public LotShare[] Shares(string name, IReadOnlyList<LotInput>? inputs, int least, int most, bool hasGrades)
    {
        if (inputs is not null && (inputs.Count < least || inputs.Count > most))
            Fault($"$.{name}", most == 1 ? "must have 1 lot." : string.Create(CultureInfo.InvariantCulture, $"must have {least} to {most} lots."));
        return [.. (inputs ?? []).Take(most).Select((input, index) => Share($"$.{name}[{index}]", input, hasGrades))];
    }

    /// <summary>Finds lots that stand twice, or among others as well.</summary>
    public void Once(string name, IReadOnlyList<LotShare> shares, IReadOnlyList<LotShare> others)
    {
        var seen = others.Select(share => share.Lot).ToHashSet();
        for (var index = 0; index < shares.Count; index++)
            // A number that cannot be read has its fault already.
            if (shares[index].Lot.Lot.Length > 0 && !seen.Add(shares[index].Lot)) Fault($"$.{name}[{index}].lot", "stands in this record twice.");
    }

    /// <summary>A time between 2000 and an hour from now, with its own offset.</summary>
    public DateTimeOffset Time(string path, string text, DateTimeOffset now)
    {
        if (!EpcisTime.TryParse(text, out var time)) faults.Add(new(path, "must be a time with its offset, as 2026-11-20T06:30:00+07:00."));
        else if (time < Earliest) faults.Add(new(path, "must not lie before the year 2000."));
        else if (time > now + Ahead)
            faults.Add(new(path, string.Create(CultureInfo.InvariantCulture, $"must not lie more than an hour ahead; by the server's clock it is {now.ToOffset(time.Offset):yyyy-MM-dd'T'HH:mm:sszzz}.")));
        return time;
    }

    public void Fault(string path, string message) => faults.Add(new(path, message));

    private LotShare Share(string path, LotInput input, bool hasGrades)
    {
        if (input.Grade is not null && !hasGrades) Fault(path + ".grade", "belongs to the outputs of grade alone.");
        return Share(path, input.Gtin, input.Product, input.Lot, input.Quantity) with { Grade = Text(path + ".grade", input.Grade, MaxGrade) };
    }

    private T Take<T>(string path, Result<T> read, T otherwise)
    {
        if (read.Try(out var value, out var error)) return value;
        faults.Add(new(path, error.Detail));
        return otherwise;
    }
}

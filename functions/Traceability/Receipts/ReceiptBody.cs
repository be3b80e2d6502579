using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Receipts;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>A weighing slip as it is answered. Weights and prices are of its unit.</summary>
/// <param name="Gtin">Absent where the product has none; <paramref name="Product"/> then names it.</param>
public sealed record ReceiptBody(
    string Id, string Member, string Plot, string? Gtin, string? Product, DateTimeOffset At, string Unit, IReadOnlyList<ReceiptLineBody> Lines, ReceiptTotalBody Total,
    string? Note, DateTimeOffset RecordedAt, string RecordedBy, string? OnBehalfOf, HoldNote? Hold)
{
    public static ReceiptBody Of(Receipt receipt, Uri site) => new(
        receipt.Id, receipt.Member, receipt.Plot, receipt.Product.IsGtin ? receipt.Product.Key : null, receipt.Product.IsGtin ? null : receipt.Product.Name,
        receipt.At, receipt.Unit, [.. receipt.Lines.Select(line => ReceiptLineBody.Of(line, site))],
        new ReceiptTotalBody(receipt.Lines.Sum(line => line.Weighed.Gross) / 1000m, receipt.Net / 1000m, receipt.Due, receipt.AwaitsPrice),
        receipt.Note, receipt.RecordedAt, receipt.RecordedBy, receipt.OnBehalfOf, receipt.Hold);
}

/// <param name="Deduction">Absent where nothing is deducted.</param>
/// <param name="Due">Absent while there is no price.</param>
public sealed record ReceiptLineBody(
    string Grade, string Lot, string DigitalLink, decimal Gross, decimal Tare, ReceiptDeductionInput? Deduction, decimal Net, ReceiptPriceBody Price, Money? Due)
{
    internal static ReceiptLineBody Of(ReceiptLine line, Uri site) => new(
        line.Weighed.Grade, line.Lot.Lot, line.Lot.DigitalLink(site), line.Weighed.Gross / 1000m, line.Weighed.Tare / 1000m,
        line.Weighed.Reason is { } reason ? new ReceiptDeductionInput(line.Weighed.Deducted / 1000m, reason) : null,
        line.Weighed.Net / 1000m,
        new ReceiptPriceBody(line.Weighed.Price, line.Price?.PerUnit, line.Price?.By, line.Price?.At),
        line.Price?.Due);
}

/// <param name="Amount">For one unit; absent while there is none.</param>
/// <param name="By">Who entered it.</param>
public sealed record ReceiptPriceBody(PriceKind Kind, Money? Amount, string? By, DateTimeOffset? At);

/// <param name="Due">Of the lines that have a price.</param>
/// <param name="AwaitsPrice">Whether a price is still to be entered.</param>
public sealed record ReceiptTotalBody(decimal Gross, decimal Net, Money Due, bool AwaitsPrice);

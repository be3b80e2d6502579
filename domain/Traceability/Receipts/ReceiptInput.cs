namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>When the price of what was weighed in is agreed.</summary>
public enum PriceKind
{
    /// <summary>Before it is weighed: it stands on the slip.</summary>
    Fixed,

    /// <summary>At the market price of a later day (giá chốt sau), which somebody of the office enters.</summary>
    Later,

    /// <summary>Never: the grower gets what the sales bring (ký gửi).</summary>
    Consigned,
}

/// <summary>What a person sends to record a weighing slip (phiếu cân).</summary>
/// <param name="Unit">Of every weight and price of the slip; kilograms where it is left out.</param>
public sealed record ReceiptInput(
    string Member, string Plot, string At, IReadOnlyList<ReceiptLineInput> Lines, string? Gtin = null, string? Product = null, string? Unit = null, string? Note = null);

/// <param name="Tare">What the empty crates or the vehicle weigh.</param>
public sealed record ReceiptLineInput(string Grade, decimal Gross, decimal Tare, ReceiptPriceInput Price, ReceiptDeductionInput? Deduction = null);

/// <summary>What is not paid for, such as leaves, water or bruised fruit.</summary>
public sealed record ReceiptDeductionInput(decimal Quantity, string Reason);

/// <param name="Amount">For one unit of the slip; only where the price is fixed.</param>
public sealed record ReceiptPriceInput(PriceKind Kind, Money? Amount = null);

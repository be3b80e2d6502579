using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Web.Catalogue;

namespace AgriTrace.Web.Traceability.Receipts;

/// <summary>A weighing slip to print on a roll of 80 mm, and to look at on a phone.</summary>
/// <param name="Code">Short enough to be read out.</param>
/// <param name="Unit">UN/ECE Rec 20, of every weight and price.</param>
/// <param name="Due">The sum of what has a price.</param>
/// <param name="AwaitsPrice">Whether a price is still to be entered.</param>
/// <param name="Held">Why its lots are kept from sale, in the words of the record; null where they are not.</param>
public sealed record ReceiptView(
    string Path, string Code, string CoopName, string Grower, string Plot, ProductName Product, DateTimeOffset At, string Unit,
    IReadOnlyList<ReceiptLineView> Lines, decimal Net, Price Due, bool AwaitsPrice, string? Note = null, string? Held = null) : PageView(Path)
{
    internal override Type Component => typeof(ReceiptPage);

    internal override string TitleIn(Language language) => ReceiptTexts.Title(Code)[language];

    internal override bool IsForSearchEngines => false;

    internal ProduceKind Kind => ProduceKinds.Named(Product.Vietnamese);

    internal string Write(decimal weight, Language language) => Format.Quantity(new Amount(weight, Unit), Kind, language);
}

/// <param name="Reason">Of the deduction; null where nothing is deducted.</param>
/// <param name="PerUnit">Null while there is no price, and for what is consigned.</param>
/// <param name="Picture">The QR code of its lot: a path on this site.</param>
public sealed record ReceiptLineView(
    string Grade, decimal Gross, decimal Tare, decimal Deducted, string? Reason, decimal Net, PriceKind Kind, Price? PerUnit, Price? Due, LotLink Lot, string Picture);

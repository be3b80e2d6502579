using AgriTrace.Web.Identity;

namespace AgriTrace.Web.Traceability.Receipts;

/// <summary>One grade as it was typed.</summary>
/// <param name="Kind">A price kind, as programs write it.</param>
public sealed record ReceiptLineFields(string Grade, string Gross, string Tare, string Deduction, string Reason, string Kind, string Price)
{
    /// <summary>Nobody touched it: then it is no line.</summary>
    public bool IsBlank => Grade.Length == 0 && Gross.Length == 0 && Price.Length == 0;
}

/// <summary>What stands in the fields of a slip, as it was typed.</summary>
/// <param name="Record">Made with the form: what tells a repeat from a new slip.</param>
/// <param name="Time">As a <c>datetime-local</c> field writes it.</param>
public sealed record ReceiptFields(string Record, string Product, string Plot, string Time, string Note, IReadOnlyList<ReceiptLineFields> Lines);

/// <summary>What is wrong in a field, by the name that the field has in the form.</summary>
public sealed record ReceiptFault(string Field, Text Words);

/// <summary>Records what a member brings to the scale.</summary>
/// <param name="Action">Where the form is sent.</param>
/// <param name="FixesPrices">Whether the reader may agree on a price: the cooperative pays it, so a farmer does not.</param>
/// <param name="Refusal">Why the whole was refused; null where it was not.</param>
public sealed record NewReceiptView(
    string Path, FormSeal Seal, string Action, string Member, string Name, string CoopName, IReadOnlyList<Choice> Products, IReadOnlyList<Choice> Plots,
    ReceiptFields Fields, IReadOnlyList<ReceiptFault> Faults, bool FixesPrices, Text? Refusal = null) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(NewReceiptPage);

    /// <summary>A screen reader says the title first.</summary>
    internal override string TitleIn(Language language) =>
        Refusal is null && Faults.Count == 0 ? ReceiptTexts.New[language] : $"{IdentityTexts.Fault[language]} {ReceiptTexts.New[language]}";

    internal Text? FaultOf(string field) => Faults.FirstOrDefault(fault => fault.Field == field)?.Words;
}

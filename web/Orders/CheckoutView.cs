using AgriTrace.Web.Identity;

namespace AgriTrace.Web.Orders;

/// <summary>What the buyer typed, as it was typed.</summary>
/// <param name="Key">Made with the form: one that is sent twice is one order.</param>
/// <param name="Delivery"><see cref="ToAddress"/> or <see cref="Pickup"/>.</param>
/// <param name="Payment"><see cref="Cash"/>, <see cref="Card"/> or <see cref="Transfer"/>.</param>
public sealed record CheckoutFields(string Key, string Name, string Phone, string Address, string Email, string Delivery, string Payment)
{
    public const string ToAddress = "driver", Pickup = "pickup";

    public const string Cash = "cash", Card = "card", Transfer = "transfer";
}

/// <summary>An offer as the form has it.</summary>
/// <param name="Price">For one unit; it travels with the form, so that nobody orders at another one unseen.</param>
/// <param name="Quantity">As it was typed; empty for none.</param>
public sealed record CheckoutOffer(Guid Id, ProductName Product, ProduceKind Kind, Price Price, Amount Left, decimal Minimum, decimal Step, string Quantity)
{
    /// <summary>Field names begin with these and go on with the id.</summary>
    public const string QuantityField = "q-", PriceField = "p-";

    /// <summary>What is wrong with it.</summary>
    public Text? Fault { get; init; }

    /// <summary>What it comes to; null before that was asked for.</summary>
    public Price? Total { get; init; }

    internal string QuantityName => $"{QuantityField}{Id:N}";

    internal string PriceName => $"{PriceField}{Id:N}";
}

/// <summary>The form by which a buyer orders, without an account and without scripts.</summary>
/// <param name="Listing">What the buyer began with.</param>
/// <param name="Chosen">What they order, or are about to.</param>
/// <param name="Others">What else the cooperative has.</param>
/// <param name="DeliveryFee">Of an order that is brought.</param>
/// <param name="Faults">What is wrong with the fields about the buyer, by the field's name.</param>
/// <param name="Refusal">Why the whole was refused; null where it was not.</param>
public sealed record CheckoutView(
    string Path, string Coop, string CoopName, Guid Listing, CheckoutFields Fields, IReadOnlyList<CheckoutOffer> Chosen, IReadOnlyList<CheckoutOffer> Others,
    Price DeliveryFee, bool TakesCards, bool TakesTransfers, IReadOnlyDictionary<string, Text> Faults, Text? Refusal = null) : PageView(Path)
{
    /// <summary>With delivery; null before that was asked for.</summary>
    public Price? Total { get; init; }

    internal override Type Component => typeof(CheckoutPage);

    internal override bool IsForSearchEngines => false;

    /// <remarks>A screen reader says the title first.</remarks>
    internal override string TitleIn(Language language) =>
        IsRefused ? $"{IdentityTexts.Fault[language]} {CheckoutTexts.Heading[language]}" : CheckoutTexts.Heading[language];

    public bool IsRefused => Refusal is not null || Faults.Count > 0 || Chosen.Any(offer => offer.Fault is not null);

    internal Text? FaultOf(string field) => Faults.GetValueOrDefault(field);

    internal IReadOnlyList<Choice> Deliveries =>
    [
        new(CheckoutFields.ToAddress, CheckoutTexts.ToAddress(DeliveryFee)),
        new(CheckoutFields.Pickup, CheckoutTexts.Pickup),
    ];

    internal IReadOnlyList<Choice> Payments =>
    [
        new(CheckoutFields.Cash, CheckoutTexts.Cash),
        .. TakesTransfers ? [new Choice(CheckoutFields.Transfer, CheckoutTexts.Transfer)] : Array.Empty<Choice>(),
        .. TakesCards ? [new Choice(CheckoutFields.Card, CheckoutTexts.Card)] : Array.Empty<Choice>(),
    ];
}

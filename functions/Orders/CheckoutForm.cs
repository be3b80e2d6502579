using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Web.Orders;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Orders;

/// <param name="Quantity">As it was typed; empty for none.</param>
/// <param name="Shown">The price that the form showed for one unit, in đồng; null where it showed none.</param>
public sealed record SentLine(Guid Listing, string Quantity, long? Shown);

/// <summary>What the form of the shop sent, not yet looked at.</summary>
/// <param name="Lines">Those with a quantity.</param>
/// <param name="Listing">What the buyer began with.</param>
public sealed record SentCheckout(string Coop, Guid Listing, CheckoutFields Fields, IReadOnlyList<SentLine> Lines)
{
    private const int Unreadable = -1;

    /// <summary>As a program would send it; a field that cannot be read becomes one that is refused.</summary>
    public OrderRequest ToRequest(string language)
    {
        var delivery = Fields.Delivery switch
        {
            CheckoutFields.Pickup => DeliveryKind.Pickup,
            CheckoutFields.ToAddress => DeliveryKind.Driver,
            _ => (DeliveryKind)Unreadable,
        };
        return new OrderRequest(
            Coop,
            [.. Lines.Select(line => new OrderLineRequest(line.Listing, TypedNumber.Read(line.Quantity) ?? 0, line.Shown is { } shown ? new Money(shown, Money.Vnd) : null))],
            new Buyer(Fields.Name, Fields.Phone, Fields.Address, Fields.Email.Length == 0 ? null : Fields.Email),
            Fields.Payment switch
            {
                CheckoutFields.Card => PaymentRail.Card,
                CheckoutFields.Transfer => PaymentRail.Transfer,
                CheckoutFields.Cash => delivery == DeliveryKind.Pickup ? PaymentRail.Cash : PaymentRail.Cod,
                _ => (PaymentRail)Unreadable,
            },
            delivery,
            language);
    }
}

internal static class CheckoutForm
{
    /// <summary>What a person looks through; the rest of a large shop is ordered from its own cards.</summary>
    public const int MaxOffers = 30;

    /// <summary>A quantity and a price for each offer, and what is asked of the buyer.</summary>
    private const int MaxFields = (2 * MaxOffers) + 20;

    /// <summary>Before anything was typed.</summary>
    public static SentCheckout New(string coop, Guid listing, DateTimeOffset now) => new(
        coop, listing, new CheckoutFields(Guid.CreateVersion7(now).ToString(), string.Empty, string.Empty, string.Empty, string.Empty, CheckoutFields.ToAddress, CheckoutFields.Cash), []);

    /// <summary>The name of the button that asks what it comes to, and what it says.</summary>
    private const string Step = "step", Sum = "sum";

    public static async Task<Result<(SentCheckout Sent, bool WantsSums)>> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!(await Form.Read(request, Limits.Body, cancel, MaxFields)).Try(out var form, out var error)) return error;
        // Without it, a form that is sent twice would be two orders.
        if (!Guid.TryParse(form["key"], out var key)) return CallErrors.NoIdempotencyKey;
        var fields = new CheckoutFields(key.ToString(), form["name"], form["phone"], form["address"], form["email"], form["delivery"], form["payment"]);
        return (new SentCheckout(form["coop"], Guid.TryParse(form["listing"], out var listing) ? listing : default, fields, LinesOf(form)), form[Step] == Sum);
    }

    private static SentLine[] LinesOf(Form form) =>
    [
        .. from name in form.Names
           where name.StartsWith(CheckoutOffer.QuantityField, StringComparison.Ordinal) && form[name].Length > 0
           let id = name[CheckoutOffer.QuantityField.Length..]
           where Guid.TryParseExact(id, "N", out _)
           orderby id
           select new SentLine(Guid.ParseExact(id, "N"), form[name], ShownIn(form[CheckoutOffer.PriceField + id])),
    ];

    /// <summary>One that cannot be read is zero, which no offer costs: the form asks again.</summary>
    private static long? ShownIn(string price) =>
        price.Length == 0 ? null : long.TryParse(price, NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : 0;
}

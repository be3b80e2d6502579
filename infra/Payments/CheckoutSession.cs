namespace AgriTrace.Infra.Payments;

public enum CheckoutStatus
{
    /// <summary>The buyer can still pay.</summary>
    Open,

    /// <summary>The buyer is through with the page. Not the same as paid.</summary>
    Complete,

    /// <summary>Can never be paid any more: the stock that it held may go.</summary>
    Expired,
}

public enum CheckoutPayment
{
    /// <summary>No money yet; with a complete session, a slow payment method is still at it.</summary>
    Unpaid,

    Paid,

    NotRequired,
}

/// <summary>What Stripe says about a checkout, at the moment it was asked.</summary>
/// <param name="Id"><c>cs_…</c></param>
/// <param name="Url">Stripe's page; null once the session is no longer open.</param>
/// <param name="ExpiresAt">When an open session closes by itself.</param>
/// <param name="Status">Whether the page is still open.</param>
/// <param name="PaymentStatus">Whether the money came. Only this makes an order paid.</param>
/// <param name="AmountTotal">In minor units of <paramref name="Currency"/>. Compare it with the order before calling that paid.</param>
/// <param name="Currency">ISO 4217, in capitals.</param>
/// <param name="PaymentIntentId">Null until somebody begins to pay.</param>
/// <param name="OrderId">Null when the session was not made by this application; the account may have other users.</param>
/// <param name="Coop">Null like <paramref name="OrderId"/>.</param>
/// <param name="Page">See <see cref="CheckoutRequest.Page"/>: whether it shows the order as it is. Null like <paramref name="OrderId"/>.</param>
public sealed record CheckoutSession(
    string Id,
    string? Url,
    DateTimeOffset ExpiresAt,
    CheckoutStatus Status,
    CheckoutPayment PaymentStatus,
    long AmountTotal,
    string Currency,
    string? PaymentIntentId,
    string? OrderId,
    string? Coop,
    string? Page);

/// <summary>A webhook whose signature holds. It only says that something happened: read the session to learn what is true now.</summary>
/// <param name="EventId">Deduplicate by it: Stripe sends an event more than once, for up to three days, in no order.</param>
/// <param name="Type"><c>checkout.session.completed</c> and the like.</param>
/// <param name="SessionId">Null when the event is about something else than a checkout session.</param>
/// <param name="Created">When it happened, by Stripe's clock.</param>
public sealed record StripeNotice(string EventId, string Type, string? SessionId, DateTimeOffset Created);

using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Notices;

/// <summary>Why a buyer is written to.</summary>
public enum NoticeKind
{
    Placed,

    /// <summary>Nothing is held before somebody of the cooperative has called.</summary>
    ToConfirm,

    Confirmed,

    /// <summary>A price that was left open is agreed.</summary>
    Priced,

    PaymentReceived,

    /// <summary>The money came after the order had expired, and the goods were still there.</summary>
    LatePaymentTaken,

    /// <summary>The money came for an order that is void, and goes back.</summary>
    LatePaymentGoesBack,

    /// <summary>With other weights than were ordered.</summary>
    Packed,

    ReadyForPickup,

    Shipped,

    Delivered,

    DeliveryFailed,

    /// <summary>A discount after the goods were sold.</summary>
    Discounted,

    Cancelled,

    Expired,

    RefundSent,

    Returned,
}

/// <summary>Something that a buyer is told once. No personal data: who it is for is looked up when it is shown or sent.</summary>
/// <param name="Id">The same for the same change of the same order, and in the order of time (<see cref="TimedId"/>).</param>
/// <param name="Revision">Of the order, by the change that it tells of.</param>
/// <param name="Code">Of the order, as people read it out.</param>
/// <param name="Token">Of the order: part of its private link.</param>
/// <param name="Language">Of the buyer.</param>
public sealed record Notice(
    string Id, string Coop, string Order, int Revision, NoticeKind Kind, DateTimeOffset At, string Code, string Token, string Language, NoticeFacts Facts);

/// <summary>What the texts of a notice say, as it was when the notice was made.</summary>
/// <param name="Open">What is still to be paid; nothing where too much was.</param>
/// <param name="Back">What goes back to the buyer and was not sent yet.</param>
/// <param name="Sum">What this one change was about: the refund that was sent, the discount.</param>
/// <param name="AwaitsPrice">Then what is to be paid is not known yet.</param>
/// <param name="Lines">What was packed otherwise than ordered.</param>
public sealed record NoticeFacts(
    Money Total, long Paid, long Open, long Back, long Sum, PaymentRail Rail, bool AwaitsPrice, DateTimeOffset? PayBefore, DateOnly? CreditUntil, long? Deposit,
    OrderDelivery? Delivery, IReadOnlyList<PackedOtherwise> Lines);

/// <param name="Ordered">In <paramref name="Unit"/>, as <paramref name="Packed"/>.</param>
public sealed record PackedOtherwise(Catalogue.LocalText Product, decimal Ordered, decimal Packed, string Unit);

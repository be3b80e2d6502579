namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Every expected failure of subscriptions.</summary>
public static class SubscriptionErrors
{
    public static readonly Error NoSuchSubscription = Error.NotFound("no-such-subscription", "The query has no subscription of this id.");

    public static readonly Error TooMany =
        Error.Conflict("too-many-subscriptions", $"The query has {NamedQuery.MaxSubscriptions} subscriptions already. Delete one first.");

    public static readonly Error KeyUsed =
        Error.Conflict("idempotency-key-used", "This Idempotency-Key belongs to another subscription. Use a new key for a new one.");

    public static Error Invalid(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("subscription-invalid", "The subscription holds what it must not; see errors.", faults);
}

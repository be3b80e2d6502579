namespace Stripe.Checkout;

// Declared in the real package's order, because that is the order on the wire.

public class SessionCreateOptions : BaseOptions
{
    public string CancelUrl { get; set; }

    public string ClientReferenceId { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public List<SessionLineItemOptions> LineItems { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    public SessionPaymentIntentDataOptions PaymentIntentData { get; set; }

    public string SuccessUrl { get; set; }
}

public class SessionLineItemOptions : INestedOptions
{
    public SessionLineItemPriceDataOptions PriceData { get; set; }

    public long? Quantity { get; set; }
}

public class SessionLineItemPriceDataOptions : INestedOptions
{
    public string Currency { get; set; }

    public SessionLineItemPriceDataProductDataOptions ProductData { get; set; }

    public long? UnitAmount { get; set; }
}

public class SessionLineItemPriceDataProductDataOptions : INestedOptions
{
    public string Description { get; set; }

    public string Name { get; set; }
}

public class SessionPaymentIntentDataOptions : INestedOptions
{
    public Dictionary<string, string> Metadata { get; set; }
}

public class SessionGetOptions : BaseOptions;

public class SessionExpireOptions : BaseOptions;

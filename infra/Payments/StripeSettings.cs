namespace AgriTrace.Infra.Payments;

/// <summary>Whose Stripe account is charged, and where buyers come back to.</summary>
/// <remarks>A class and not a record: a record would print its keys into whatever log it is handed to.</remarks>
public sealed class StripeSettings
{
    /// <summary>Null for Stripe itself; otherwise something that speaks its API, such as the double of development and tests.</summary>
    public Uri? ApiBase { get; init; }

    public required string ApiKey { get; init; }

    /// <summary>The signing secret of the webhook endpoint (<c>whsec_…</c>), which is not the API key.</summary>
    public required string WebhookSecret { get; init; }

    /// <summary>Under which the paths of a <see cref="CheckoutRequest"/> lie: this application as buyers see it.</summary>
    public required Uri PublicBase { get; init; }
}

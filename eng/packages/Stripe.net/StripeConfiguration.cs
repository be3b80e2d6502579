namespace Stripe;

/// <summary>What the library was made for.</summary>
public static class StripeConfiguration
{
    /// <summary>Sent with every request, so that Stripe answers in this version whatever the account's default is.</summary>
    public static string ApiVersion => "2026-07-29.dahlia";

    public static string StripeNetVersion => "52.2.0";
}

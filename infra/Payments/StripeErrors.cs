using AgriTrace.Domain;
using Stripe;

namespace AgriTrace.Infra.Payments;

/// <summary>Stripe's failures in our terms. What reaches the operator names the cause and never the key.</summary>
internal static class StripeErrors
{
    public const string Refused = "payment-request-refused";

    public static readonly Error Signature = Error.Invalid("stripe-signature", "This is not a webhook that Stripe signed for us just now.");

    public static Error RefundFailed(string why) => Error.Conflict(Refused, $"Stripe could not give the money back ({why}).");

    public static Error NoAnswer(string why) => Error.Unavailable("payment-provider-unavailable", $"Stripe does not answer: {why}");

    public static Error Of(StripeException ex) => ((int)ex.HttpStatusCode, ex.StripeError) switch
    {
        // Without an error object, something between us and Stripe has answered.
        (var status, null) => NoAnswer($"status {status} with a body that is not Stripe's."),
        (var status and >= 500, _) => NoAnswer($"status {status}."),
        (429, _) => NoAnswer("too many requests at once."),
        (409, _) => NoAnswer("another request for the same thing is under way."),

        // Stripe's own words quote the key, masked; so they are left out.
        (401 or 403, _) => Error.Unavailable(
            "payment-provider-key", "Stripe does not accept our API key. Check the key and its permissions in the settings."),

        (404, var said) => Error.Conflict("payment-session-unknown", $"Stripe does not know it: {said.Message}"),
        (_, { Type: "idempotency_error" }) => Error.Conflict(
            "payment-request-changed",
            "Stripe has already seen a request for this order, and it was another one: send exactly what was stored."),
        (_, var said) => Error.Conflict(
            Refused, $"Stripe refused the request ({said.Code ?? said.Type}, {said.Param ?? "-"}): {said.Message}"),
    };
}

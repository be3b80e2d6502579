using System.Text.Json.Serialization;

namespace Stripe.Checkout;

public class Session : IStripeEntity, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long? AmountTotal { get; set; }

    public string ClientReferenceId { get; set; }

    public string Currency { get; set; }

    public DateTime ExpiresAt { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    /// <summary>Null until somebody begins to pay.</summary>
    [JsonPropertyName("payment_intent"), JsonConverter(typeof(ExpandableId))]
    public string PaymentIntentId { get; set; }

    public string PaymentStatus { get; set; }

    public string Status { get; set; }

    /// <summary>Null once the session is no longer open.</summary>
    public string Url { get; set; }
}

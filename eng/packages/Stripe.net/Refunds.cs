using System.Text.Json.Serialization;

namespace Stripe;

public class Refund : IStripeEntity, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public string Currency { get; set; }

    public string FailureReason { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    [JsonPropertyName("payment_intent"), JsonConverter(typeof(ExpandableId))]
    public string PaymentIntentId { get; set; }

    public string Status { get; set; }
}

// Declared in the real package's order, because that is the order on the wire.
public class RefundCreateOptions : BaseOptions
{
    public long? Amount { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string PaymentIntent { get; set; }

    public string Reason { get; set; }
}

public class RefundListOptions : ListOptions
{
    public string PaymentIntent { get; set; }
}

public class RefundService(IStripeClient client)
{
    public virtual Task<Refund> CreateAsync(
        RefundCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        client.RequestAsync<Refund>(HttpMethod.Post, "/v1/refunds", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Refund>> ListAsync(
        RefundListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        client.RequestAsync<StripeList<Refund>>(HttpMethod.Get, "/v1/refunds", options, requestOptions, cancellationToken);
}

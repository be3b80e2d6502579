namespace Stripe;

/// <summary>Parameters inside parameters.</summary>
public interface INestedOptions;

/// <summary>The parameters of a request.</summary>
public class BaseOptions : INestedOptions;

/// <summary>Which part of a list is wanted.</summary>
public class ListOptions : BaseOptions
{
    public long? Limit { get; set; }
}

/// <summary>What is said about a request beside its parameters.</summary>
public class RequestOptions
{
    public string ApiKey { get; set; }

    public string IdempotencyKey { get; set; }

    public string StripeAccount { get; set; }
}

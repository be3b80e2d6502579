using System.Net;

namespace AgriTrace.Local.Doubles;

/// <summary>How a <see cref="StripeDouble"/> starts. The defaults suit development; none of them is a secret.</summary>
public sealed class StripeDoubleOptions
{
    /// <summary>0 takes whichever port is free.</summary>
    public int Port { get; init; }

    /// <summary>The only key that is let in.</summary>
    public string ApiKey { get; init; } = "sk_test_double";

    public string WebhookSecret { get; init; } = "whsec_double";

    /// <summary>Where events go; null keeps them here. Can be set later on the double, when the application has its address.</summary>
    public Uri? WebhookUrl { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>A request as it arrived.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With its query.</param>
/// <param name="Headers">Names compare without case; a header that came twice is joined by commas.</param>
/// <param name="Body">Read as UTF-8 and otherwise untouched.</param>
public sealed record StripeDoubleRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What the API answers.</summary>
internal sealed record StripeAnswer(HttpStatusCode Status, string Json)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>Something that will go wrong with a request to the API.</summary>
/// <param name="Status">The status to fail with; null drops the connection.</param>
/// <param name="ShouldRetry">Stripe's advice in the header; null leaves it out.</param>
/// <param name="AfterWork">The work is done and only its answer is lost.</param>
internal sealed record StripeTrouble(HttpStatusCode? Status, bool? ShouldRetry, bool AfterWork);

using System.Reflection;
using AgriTrace.Local.Doubles;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>One Azurite, one payment double and one host for all tests of a project; tests keep apart by the ids that they choose.</summary>
/// <param name="also">Further assemblies whose functions run beside the house's own.</param>
public abstract class SharedHost(Assembly? also = null) : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();
    private StripeDouble? stripe;
    private TestHost? host;

    /// <summary>The payment provider that the host believes in.</summary>
    public StripeDouble Stripe => stripe ?? throw new InvalidOperationException("The payment double is not running.");

    public TestHost Host => host ?? throw new InvalidOperationException("The host is not running.");

    public string Storage => azurite.ConnectionString;

    public virtual async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        stripe = await StripeDouble.Start(new StripeDoubleOptions(), CancellationToken.None);
        host = await TestHost.Start(azurite.ConnectionString, also, options => options with { Settings = stripe.SettingsOver(options.Settings) }, shared: true);
        stripe.WebhookUrl = new Uri(host.BaseUrl, "/api/webhooks/stripe");
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        if (stripe is not null) await stripe.DisposeAsync();
        await azurite.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

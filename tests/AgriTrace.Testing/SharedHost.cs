using System.Reflection;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>One Azurite and one host for all tests of a project; tests keep apart by the ids that they choose.</summary>
/// <param name="also">Further assemblies whose functions run beside the house's own.</param>
public abstract class SharedHost(Assembly? also = null) : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();
    private TestHost? host;

    public TestHost Host => host ?? throw new InvalidOperationException("The host is not running.");

    public string Storage => azurite.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await TestHost.Start(azurite.ConnectionString, also);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await azurite.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

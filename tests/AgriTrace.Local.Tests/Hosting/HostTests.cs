using AgriTrace.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Local.Tests.Hosting;

/// <summary>The ground of the host's own tests: an Azurite a test, and nothing but the test functions.</summary>
public abstract class HostTests : IAsyncLifetime
{
    private readonly List<TestHost> hosts = [];

    protected PrivateAzurite Azurite { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        await Azurite.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<(TestHost Host, Probe Probe)> Start(Func<EmbeddedHostOptions, EmbeddedHostOptions>? change = null)
    {
        var probe = new Probe();
        var host = await TestHost.Start(Azurite.ConnectionString, change: options =>
        {
            var own = options with { Functions = [typeof(TestFunctions).Assembly] };
            own = own with { Services = own.Services + (services => services.AddSingleton(probe)) };
            return change?.Invoke(own) ?? own;
        });
        hosts.Add(host);
        return (host, probe);
    }
}

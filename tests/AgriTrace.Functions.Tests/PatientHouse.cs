using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests;

/// <summary>A host whose months pass as tests say; time goes on only.</summary>
public sealed class PatientHouse : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();
    private TestHost? host;

    public ShiftedClock Clock { get; } = new();

    public TestHost Host => host ?? throw new InvalidOperationException("The host is not running.");

    public string Storage => azurite.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await TestHost.Start(Storage, change: options => options with { Services = options.Services + (services => services.AddSingleton<TimeProvider>(Clock)) });
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await azurite.DisposeAsync();
    }
}

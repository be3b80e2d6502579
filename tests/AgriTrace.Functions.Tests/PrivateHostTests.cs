using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests;

/// <summary>Tests that break storage, or move the clock: each has an Azurite and a host of its own.</summary>
public abstract class PrivateHostTests : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();

    protected ShiftedClock Clock { get; } = new();

    protected TestHost Host { get; private set; } = null!;

    protected Given Given { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        Host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Services = options.Services + (services => services.AddSingleton<TimeProvider>(Clock)),
        });
        Given = await Given.Cooperative(Host, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await azurite.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

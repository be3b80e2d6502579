using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests;

/// <summary>A host whose months pass as tests say; time goes on only. The timer that moves orders does not run by itself, however late it is.</summary>
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
        host = await TestHost.Start(Storage, change: options => options with
        {
            Services = options.Services + (services => services.AddSingleton<TimeProvider>(Clock)),
            ListenerPolicies = [.. options.ListenerPolicies, new NoLockFor("ArchiveOrders")],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await azurite.DisposeAsync();
    }

    /// <summary>Keeps a timer from the lock without which it does not run.</summary>
    private sealed class NoLockFor(string timer) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Uri.Path.Contains($"{timer}.Listener", StringComparison.Ordinal)) throw new RequestFailedException(409, "Another host holds the lock (made by a test).");
        }
    }
}

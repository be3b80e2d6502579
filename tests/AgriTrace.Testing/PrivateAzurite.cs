using AgriTrace.Local.Emulator;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>An Azurite of one's own, in memory, on free ports; one a test project as an assembly fixture.</summary>
public sealed class PrivateAzurite : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("agritrace-azurite-").FullName;
    private AzuritePorts ports = AzuritePorts.Any;
    private AzuriteFolder? azurite;

    public string ConnectionString => azurite?.ConnectionString ?? throw new InvalidOperationException("Azurite is not running.");

    public async ValueTask InitializeAsync() => await Start(inMemory: true);

    /// <summary>Starts it again on the ports that it had; with data kept on disk it finds them again.</summary>
    public async Task Start(bool inMemory)
    {
        var started = await AzuriteFolder.StartOrJoin(
            new AzuriteOptions { Folder = folder, InMemory = inMemory, Ports = ports, PackageFolder = Repository.Path("local", "azurite") },
            TestContext.Current.CancellationToken);
        azurite = started.Try(out var running, out var error) ? running : throw new InvalidOperationException(error.Detail);
        ports = azurite.Ports;
    }

    /// <summary>Takes storage away; <see cref="Start"/> brings it back.</summary>
    public async Task Stop()
    {
        if (azurite is not null) await azurite.DisposeAsync();
        azurite = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null) await azurite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgriTrace.Infra.Tests.Orders;

/// <summary>The stores of one process: what meets in another knows nothing of it but what lies in storage.</summary>
internal sealed class AProcess : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private AProcess(ServiceProvider services) => this.services = services;

    public OrderStore Orders => services.GetRequiredService<OrderStore>();

    public TradeStore Trade => services.GetRequiredService<TradeStore>();

    public static async Task<AProcess> Start(string storage, CancellationToken cancel)
    {
        var settings = LocalSettings.ReadFile(Repository.Path(LocalSettings.Sample), _ => null).Value.ToDictionary();
        settings["AzureWebJobsStorage"] = storage;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var process = new AProcess(new ServiceCollection().AddLogging().AddAgriTraceInfra(configuration).BuildServiceProvider());
        await process.Setup.StartAsync(cancel);
        return process;
    }

    private StorageSetup Setup => services.GetServices<IHostedService>().OfType<StorageSetup>().Single();

    public async ValueTask DisposeAsync()
    {
        await Setup.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}

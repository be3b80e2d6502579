using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Storage;

/// <summary>Makes the tables, queues and containers that are not there, at start and whenever one is missed. Several instances may do so at once.</summary>
/// <remarks>Storage that is gone when the app starts does not stop it: requests get 503 until a later try succeeds.</remarks>
public sealed class StorageSetup(StorageAccount storage, TimeProvider clock, ILogger<StorageSetup> log) : IHostedService, IDisposable
{
    /// <summary>Between two tries, however many calls miss something meanwhile.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private Task working = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryCreate(cancellationToken)) wanted.Writer.TryWrite(true);
        storage.House.Noticed = () => wanted.Writer.TryWrite(true);
        working = CreateWhenWanted(stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private async Task CreateWhenWanted(CancellationToken cancel)
    {
        await foreach (var _ in wanted.Reader.ReadAllAsync(cancel))
        {
            while (!await TryCreate(cancel)) await Task.Delay(Pause, clock, cancel);
            await Task.Delay(Pause, clock, cancel);
        }
    }

    private async Task<bool> TryCreate(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(
                Task.WhenAll(TableNames.All.Select(name => storage.Tables.CreateTableIfNotExistsAsync(name, cancel))),
                Task.WhenAll(QueueNames.All.Select(name => storage.Queue(name).CreateIfNotExistsAsync(cancellationToken: cancel))),
                Task.WhenAll(ContainerNames.All.Select(name => storage.Blobs.GetBlobContainerClient(name).CreateIfNotExistsAsync(cancellationToken: cancel))));
            return true;
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            // Of any kind: a refusal (403) may be over in a minute too, and nobody else makes what is missing.
            log.LogWarning("Tables and queues cannot be made; requests get 503 until they can. {Reason}", exception.Message.Split('\n')[0].TrimEnd());
            return false;
        }
    }
}

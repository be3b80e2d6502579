using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Storage;

/// <summary>Makes the tables, queues and containers that are not there yet. Several instances may do so at once.</summary>
/// <remarks>Storage that is gone when the app starts does not stop it: requests get 503 until a later try succeeds.</remarks>
public sealed class StorageSetup(StorageAccount storage, TimeProvider clock, ILogger<StorageSetup> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource stopping = new();
    private Task retrying = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryCreate(cancellationToken)) retrying = KeepTrying(stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await retrying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private async Task KeepTrying(CancellationToken cancel)
    {
        do await Task.Delay(Again, clock, cancel);
        while (!await TryCreate(cancel));
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
        catch (Exception exception) when (StorageFailure.IsOutage(exception))
        {
            log.LogWarning("Storage does not answer; requests get 503 until it does. {Reason}", exception.Message.Split('\n')[0]);
            return false;
        }
    }
}

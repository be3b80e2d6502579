using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>Runs the queue and timer listeners between start and stop, and lets what is in work finish.</summary>
/// <param name="run">Starts every listener; the first token asks them to stop, the second to drop what is in work.</param>
internal sealed class Listeners(Func<CancellationToken, CancellationToken, IEnumerable<Task>> run, ILogger log) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abort = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(run(stopping.Token, abort.Token).Select(Watch).ToArray());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await using var _ = cancellationToken.Register(abort.Cancel);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>No listener ends before it is asked to; one that does is a bug, and somebody must see it while the host still looks well.</summary>
    private async Task Watch(Task listener)
    {
        await listener.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopping.IsCancellationRequested) log.LogCritical(listener.Exception, "A listener has ended; its queue or timer stands still until this host is started again.");
        else if (listener.Exception is { } exception) log.LogError(exception, "A listener failed while it stopped.");
    }

    public void Dispose()
    {
        stopping.Dispose();
        abort.Dispose();
    }
}

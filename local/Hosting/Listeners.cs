using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>Runs the queue and timer listeners while the host is up, and lets what is in work finish.</summary>
/// <remarks>They begin after HTTP does: a host that fails to start, its port taken, must not have begun work that it cannot end.</remarks>
/// <param name="run">Starts every listener; the first token asks them to stop, the second to drop what is in work.</param>
internal sealed class Listeners(Func<CancellationToken, CancellationToken, IEnumerable<Task>> run, ILogger log) : IHostedLifecycleService, IDisposable
{
    /// <summary>For what was dropped to notice.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abort = new();
    private Task running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(run(stopping.Token, abort.Token).Select(Watch).ToArray());
        return Task.CompletedTask;
    }

    /// <summary>No new work from here on, while requests in flight end.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => stopping.CancelAsync();

    /// <param name="cancellationToken">Ends when the host will wait no longer; then what is in work is dropped, and comes back after its lease.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await abort.CancelAsync();
        await running.WaitAsync(LastWords, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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

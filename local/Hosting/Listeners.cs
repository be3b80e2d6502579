using Microsoft.Extensions.Hosting;

namespace AgriTrace.Local.Hosting;

/// <summary>Runs the queue and timer listeners between start and stop, and lets what is in work finish.</summary>
/// <param name="run">Starts every listener; the first token asks them to stop, the second to drop what is in work.</param>
internal sealed class Listeners(Func<CancellationToken, CancellationToken, IEnumerable<Task>> run) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abort = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.WhenAll(run(stopping.Token, abort.Token));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await using var _ = cancellationToken.Register(abort.Cancel);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        stopping.Dispose();
        abort.Dispose();
    }
}

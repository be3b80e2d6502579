using AgriTrace.Infra.Operations;

namespace AgriTrace.Functions.Operations;

/// <summary>Runs a timer's work and leaves word of it for the operator's status: one write a run.</summary>
public sealed class TimerWatch(PlatformStatus platform)
{
    /// <summary>Rethrows what the work throws, after it was noted.</summary>
    public async Task Run(string timer, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            await platform.RecordTimer(timer, exception.Message, cancel);
            throw;
        }

        await platform.RecordTimer(timer, failure: null, cancel);
    }
}

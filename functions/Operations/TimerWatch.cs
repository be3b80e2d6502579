using AgriTrace.Infra.Operations;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.Operations;

/// <summary>Runs a timer's work and leaves word of it for the operator's status: one write a run.</summary>
public sealed class TimerWatch(PlatformStatus platform, ILogger<TimerWatch> log)
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
            await TryNote(timer, FailureText.Of(exception), cancel);
            throw;
        }

        await platform.RecordTimer(timer, failure: null, cancel);
    }

    /// <summary>What made the work fail often makes the note fail too; the first exception is the one to throw.</summary>
    private async Task TryNote(string timer, string failure, CancellationToken cancel)
    {
        try
        {
            await platform.RecordTimer(timer, failure, cancel);
        }
        catch (Exception exception)
        {
            log.LogWarning("The failure of timer {Timer} could not be noted: {Reason}", timer, FailureText.Of(exception));
        }
    }
}

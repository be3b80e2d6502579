using Azure;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>Tells of each kind of trouble that a loop meets once, until the loop goes well again: a long outage does not fill the log.</summary>
/// <param name="what">What is in trouble, as it begins the log line.</param>
internal sealed class Trouble(string what, ILogger log)
{
    private readonly HashSet<string> told = [];

    public void Tell(Exception exception)
    {
        if (told.Add(KindOf(exception)))
            log.LogWarning("{What} meets trouble and tries again until it is over: {Reason}", what, exception.Message.Split('\n')[0].TrimEnd());
    }

    public void Over()
    {
        if (told.Count == 0) return;
        told.Clear();
        log.LogInformation("{What} goes on.", what);
    }

    private static string KindOf(Exception exception) =>
        exception is RequestFailedException failed ? $"{failed.Status} {failed.ErrorCode}" : exception.GetType().Name;
}

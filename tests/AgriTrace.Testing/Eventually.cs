using System.Diagnostics;

namespace AgriTrace.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks again and again until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not within half a minute; the message is <paramref name="what"/>.</exception>
    public static async Task Holds(Func<Task<bool>> condition, string what, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience) throw new TimeoutException($"Waited in vain until {what}.");
            await Task.Delay(20, cancel);
        }
    }

    public static Task Holds(Func<bool> condition, string what, CancellationToken cancel) =>
        Holds(() => Task.FromResult(condition()), what, cancel);
}

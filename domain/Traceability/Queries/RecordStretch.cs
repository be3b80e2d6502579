namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>A way through record times in steps: as long as they can be, and shorter where too much was recorded to be read at once.</summary>
/// <param name="from">Where it begins.</param>
/// <param name="end">About now. The last step has no end, so that it takes in what comes meanwhile.</param>
public sealed class RecordStretch(DateTimeOffset from, DateTimeOffset end)
{
    /// <summary>One document is one record time, and cannot be cut.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private TimeSpan length;

    public DateTimeOffset From { get; private set; } = from;

    /// <summary>Exclusive; null for all that follows.</summary>
    public DateTimeOffset? Before { get; private set; }

    /// <summary>Halves this step.</summary>
    /// <returns>False where it is as short as it can be.</returns>
    public bool Shorten()
    {
        var now = (Before ?? end) - From;
        if (now <= Shortest) return false;
        length = now / 2;
        Before = From + length;
        return true;
    }

    /// <summary>Goes on to the next step, which is twice as long.</summary>
    /// <returns>False after the last.</returns>
    public bool Next()
    {
        if (Before is not { } before) return false;
        (From, length) = (before, length * 2);
        Before = From + length < end ? From + length : null;
        return true;
    }
}

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>Makes one write of all changes of a row that come at the same time in this process.</summary>
/// <remarks>
/// The first to come waits a little, and for the write before it; whoever comes meanwhile joins. Nobody's change counts as done before the
/// write that holds it is: after a crash all of their messages come again, and the row itself knows what it holds already.
/// </remarks>
/// <param name="write">Applies changes to a row; the same change may come again.</param>
internal sealed class SharedWrites<TRow, TChange>(Func<TRow, IReadOnlyList<TChange>, CancellationToken, Task> write, TimeProvider clock)
    where TRow : notnull
{
    /// <summary>So many messages of one process are in work at once as the queue gives it (24); all of them fit into this pause.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Dictionary<TRow, Group> open = [];
    private readonly Dictionary<TRow, Group> writing = [];

    /// <summary>Ends when the change is written; throws what the write throws.</summary>
    public Task Add(TRow row, TChange change)
    {
        lock (gate)
        {
            if (!open.TryGetValue(row, out var group))
            {
                open[row] = group = new Group();
                group.Done = Lead(row, group);
            }

            group.Changes.Add(change);
            return group.Done;
        }
    }

    private async Task Lead(TRow row, Group group)
    {
        await Task.Delay(Pause, clock);
        while (Close(row, group) is { } before) await before.Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            // Not that of whoever came first: others wait for the same write.
            await write(row, group.Changes, CancellationToken.None);
        }
        finally
        {
            lock (gate) writing.Remove(row);
        }
    }

    /// <returns>Null when nobody can join any more; else the write that is still under way.</returns>
    private Group? Close(TRow row, Group group)
    {
        lock (gate)
        {
            if (writing.TryGetValue(row, out var before)) return before;
            open.Remove(row);
            writing[row] = group;
            return null;
        }
    }

    private sealed class Group
    {
        public List<TChange> Changes { get; } = [];

        public Task Done { get; set; } = Task.CompletedTask;
    }
}

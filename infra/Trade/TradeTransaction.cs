using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Trade;

/// <summary>How a transaction ended.</summary>
/// <param name="Culprit">Whose row it failed by; null for the board, which is everybody's.</param>
internal readonly record struct TradeEnd(TradeOutcome Outcome, TradeBatch? Culprit = null);

/// <summary>One entity group transaction, of one batch or of several that were decided one after another on one board.</summary>
internal sealed class TradeTransaction(string coop, DateTimeOffset now)
{
    /// <summary>
    /// What rows beside the board may take of the 4 MiB of a transaction: a board of 458,752 characters takes 2.6 MiB of them where each
    /// is escaped.
    /// </summary>
    private const long MaxBytes = 1_300_000;

    /// <summary>The storage client writes what is not plain ASCII as <c>\uXXXX</c>.</summary>
    private const int BytesOfCharacter = 6;

    /// <summary>Names, types and all that is no text.</summary>
    private const int BytesOfRow = 1_000;

    private readonly List<TradeBatch> batches = [];
    private readonly List<(TableTransactionAction Action, TradeBatch? Owner)> actions = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly List<OutboxNote> notes = [];
    private readonly List<TableEntity> outbox = [];
    private (Board Board, string? Version)? board;
    private long bytes;

    /// <summary>Whether anything of it is not in storage yet, so that who is decided behind it may be decided on what never comes.</summary>
    public bool Writes => actions.Count > 0 || board is not null;

    /// <summary>No further batch was let in for want of room.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The rows of the messages, once it is submitted.</summary>
    public IReadOnlyList<TableEntity> Outbox => outbox;

    /// <summary>Takes a batch in, unless there is no room for it, it writes a row that is written already, or it was decided on rows that are.</summary>
    /// <exception cref="InvalidOperationException">It would not fit into a transaction of its own either: a bug, found before anything is committed.</exception>
    public bool TryAdd(TradeBatch batch)
    {
        var messages = batch.Messages.Select(message => Storage.Outbox.Row(coop, message, now)).ToList();
        var places = actions.Count + batch.Actions.Count + outbox.Count + messages.Count + OutboxNote.Messages(notes.Concat(batch.Notes)).Count
            + (board is null && batch.After is null ? 0 : 1);
        var size = messages.Concat(batch.Actions.Select(action => (TableEntity)action.Entity)).Sum(BytesOf) + batch.Notes.Sum(note => (long)note.Bytes * BytesOfCharacter);
        if (batches.Count == 0 && places > TableLimits.MaxEntitiesPerTransaction) throw new InvalidOperationException($"{places} changes do not fit into one transaction.");
        if (batches.Count > 0 && (places > TableLimits.MaxEntitiesPerTransaction || bytes + size > MaxBytes))
        {
            IsFull = true;
            return false;
        }

        if (!MayFollow(batch)) return false;
        keys.UnionWith(batch.Actions.Select(action => action.Entity.RowKey));
        batches.Add(batch);
        actions.AddRange(batch.Actions.Select(action => (action, (TradeBatch?)batch)));
        outbox.AddRange(messages);
        notes.AddRange(batch.Notes);
        bytes += size;
        if (batch.After is { } after) board = (after, batch.BoardVersion);
        return true;
    }

    /// <summary>Commits all of it or nothing, and says whose row was in the way.</summary>
    public async Task<TradeEnd> Submit(TableClient table, CancellationToken cancel)
    {
        outbox.AddRange(OutboxNote.Messages(notes).Select(message => Storage.Outbox.Row(coop, message, now)));
        actions.AddRange(outbox.Select(row => (new TableTransactionAction(TableTransactionActionType.Add, row), (TradeBatch?)null)));
        // Last, so that a repeat is found to be one, and not a board that has changed.
        if (board is var (after, version)) actions.Add((BoardAction(after, version), null));
        if (actions.Count == 0) return new(TradeOutcome.Committed);
        try
        {
            await table.SubmitTransactionAsync(actions.Select(one => one.Action), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return new(TradeOutcome.Exists, OwnerOf(failed));
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return new(TradeOutcome.Changed, OwnerOf(failed));
        }

        batches.ForEach(batch => batch.Arrived());
        return new(TradeOutcome.Committed);
    }

    private bool MayFollow(TradeBatch batch)
    {
        if (!Writes || (batch.Actions.Count == 0 && batch.After is null)) return true;
        return batch.Reading is { } reading
            && !batch.Actions.Any(action => keys.Contains(action.Entity.RowKey))
            && !keys.Any(key => reading.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private TradeBatch? OwnerOf(RequestFailedException failed) =>
        failed is TableTransactionFailedException { FailedTransactionActionIndex: { } index } ? actions[index].Owner : batches is [var only] ? only : null;

    private TableTransactionAction BoardAction(Board after, string? version)
    {
        var row = new TableEntity(coop, TradeStore.BoardKey).WithJson(after);
        return version is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, new ETag(version));
    }

    private static long BytesOf(TableEntity row) => BytesOfRow + row.Select(column => column.Value).OfType<string>().Sum(text => (long)text.Length * BytesOfCharacter);
}

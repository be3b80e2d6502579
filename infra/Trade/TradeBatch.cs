using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Ledger;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Trade;

/// <summary>How a commit ended.</summary>
public enum TradeOutcome
{
    Committed,

    /// <summary>A row that was to be inserted is there already: this was done before, or the id is taken.</summary>
    Exists,

    /// <summary>Another writer changed the board or a row since it was read: load and decide again.</summary>
    Changed,
}

/// <summary>Changes to the open trade of one cooperative that happen together or not at all.</summary>
/// <param name="coop">The partition.</param>
public sealed class TradeBatch(string coop)
{
    private readonly List<TableTransactionAction> actions = [];
    private readonly List<OutboxMessage> messages = [];
    private readonly List<OutboxNote> notes = [];

    public string Coop { get; } = coop;

    internal IReadOnlyList<TableTransactionAction> Actions => actions;

    internal IReadOnlyList<OutboxMessage> Messages => messages;

    internal IReadOnlyList<OutboxNote> Notes => notes;

    /// <summary>See <see cref="Together"/>; null where nobody said.</summary>
    internal IReadOnlyList<string>? Reading { get; private set; }

    /// <summary>The board after this change; null where it stays as it is.</summary>
    internal Board? After { get; private set; }

    /// <summary>Of the board that this was decided on; null where there must be none yet.</summary>
    internal string? BoardVersion { get; private set; }

    private AuditRide? carried;

    /// <summary>
    /// Says what the board is after this change. It is written over the version that was read; where changes commit together, once, as it
    /// is after the last of them.
    /// </summary>
    /// <param name="version">Null where there is no board yet.</param>
    public TradeBatch Board(Board board, string? version)
    {
        (After, BoardVersion) = (board, version);
        return this;
    }

    /// <summary>Posts to the books. The board must be in the batch already: its version is what keeps a day that is being closed from taking any more.</summary>
    /// <returns>Refused where the day of the transfer is closed.</returns>
    /// <exception cref="InvalidOperationException">There is no board in the batch, or the transfer has one side only: bugs, both.</exception>
    public Result<TradeBatch> Post(Transfer transfer)
    {
        if (After is not { } fence) throw new InvalidOperationException("What posts to the books writes the board too.");
        if (!transfer.IsBalanced()) throw new InvalidOperationException($"Transfer {transfer.Id} does not sum to zero.");
        return fence.ClosedThrough is { } closed && transfer.Day <= closed ? LedgerErrors.PeriodClosed(transfer.Day, closed) : Insert(LedgerRows.KeyOf(transfer), transfer);
    }

    /// <summary>Adds a row that must not be there yet.</summary>
    public TradeBatch Insert<T>(string key, T value) => Insert(new TableEntity(Coop, key).WithJson(value));

    /// <summary>Adds a row of a form of its own that must not be there yet.</summary>
    internal TradeBatch Insert(TableEntity row)
    {
        actions.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
        return this;
    }

    /// <summary>Writes a row over the version that was read.</summary>
    public TradeBatch Replace<T>(string key, T value, string version)
    {
        actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, new TableEntity(Coop, key).WithJson(value), new ETag(version)));
        return this;
    }

    /// <summary>Writes a row of a form of its own over the version that was read.</summary>
    internal TradeBatch Replace(TableEntity row, string version)
    {
        actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new ETag(version)));
        return this;
    }

    /// <summary>
    /// Says that this change may commit behind others in one transaction: beside the board and the rows that it writes, it was decided on no
    /// rows of the trade but those whose keys begin so. A change that does not say it never stands behind one whose rows it could not see.
    /// </summary>
    /// <param name="reading">Prefixes of keys; none where it read no further rows.</param>
    public TradeBatch Together(params IReadOnlyList<string> reading)
    {
        Reading = reading;
        return this;
    }

    /// <summary>Sends a message after the commit; it is stored with it.</summary>
    public TradeBatch Send(OutboxMessage message)
    {
        messages.Add(message);
        return this;
    }

    /// <summary>Sends a note after the commit; it is stored with it. Notes of changes that commit together share a message, whose body is a JSON list.</summary>
    public TradeBatch Tell<T>(string queue, T note)
    {
        notes.Add(OutboxNote.Of(queue, note));
        return this;
    }

    /// <summary>
    /// Takes the audit entry of the call that is being answered, to be put into a message of this batch: then it is as durable as the
    /// change, and costs nothing.
    /// </summary>
    /// <param name="created">The id of what this batch makes or changes.</param>
    /// <returns>Null where no caller is known, as in the work of queues and timers.</returns>
    public AuditEntry? Carry(string created)
    {
        carried = AuditRide.Current;
        return carried is null ? null : carried.Entry with { Created = created };
    }

    /// <summary>Says that the batch was committed, and what it carries with it.</summary>
    internal void Arrived() => carried?.Arrive();
}

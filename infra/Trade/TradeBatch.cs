using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Identity;
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

    public string Coop { get; } = coop;

    internal IReadOnlyList<OutboxMessage> Messages => messages;

    private AuditRide? carried;

    /// <summary>Writes the board over the version that was read.</summary>
    public TradeBatch Board(Board board, string? version) =>
        version is null ? Add(Row(TradeStore.BoardKey, board)) : Replace(TradeStore.BoardKey, board, version);

    /// <summary>Adds a row that must not be there yet.</summary>
    public TradeBatch Insert<T>(string key, T value) => Add(Row(key, value));

    /// <summary>Adds a row of a form of its own that must not be there yet.</summary>
    internal TradeBatch Insert(TableEntity row) => Add(row);

    /// <summary>Writes a row over the version that was read.</summary>
    public TradeBatch Replace<T>(string key, T value, string version)
    {
        actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, Row(key, value), new ETag(version)));
        return this;
    }

    /// <summary>Writes a row of a form of its own over the version that was read.</summary>
    internal TradeBatch Replace(TableEntity row, string version)
    {
        actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new ETag(version)));
        return this;
    }

    /// <summary>Sends a message after the commit; it is stored with it.</summary>
    public TradeBatch Send(OutboxMessage message)
    {
        messages.Add(message);
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

    /// <summary>The actions with the outbox rows among them.</summary>
    internal (List<TableTransactionAction> Actions, List<TableEntity> Outbox) Seal(DateTimeOffset now)
    {
        var outbox = messages.ConvertAll(message => Outbox.Row(Coop, message, now));
        List<TableTransactionAction> all = [.. actions, .. outbox.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))];
        if (all.Count > TableLimits.MaxEntitiesPerTransaction) throw new InvalidOperationException($"{all.Count} changes do not fit into one transaction.");
        return (all, outbox);
    }

    private TradeBatch Add(TableEntity row)
    {
        actions.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
        return this;
    }

    private TableEntity Row<T>(string key, T value) => new TableEntity(Coop, key).WithJson(value);
}

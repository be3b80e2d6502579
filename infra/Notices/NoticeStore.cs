using AgriTrace.Domain;
using AgriTrace.Domain.Notices;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Notices;

/// <summary>What the queue of notices carries.</summary>
public sealed record WaitingNotice(string Coop, string Id);

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record NoticeList(IReadOnlyList<NoticeEntry> Items, string? Next);

/// <summary>The notices of a cooperative, a row each; and a row an order that says up to which of its changes notices were made.</summary>
public sealed class NoticeStore(StorageAccount storage)
{
    private const string Notices = "notice|", Told = "told|", Revision = "Revision", Unsent = "Unsent";

    /// <summary>A page looks at this many notices at most, whatever their state; it may come out short, and says where to go on.</summary>
    private const int MaxLooked = 1_000;

    /// <summary>One transaction holds them and the row that counts; an order that calls for more was not looked at for months.</summary>
    private const int MaxAtOnce = TableLimits.MaxEntitiesPerTransaction - 1;

    /// <summary>What a run of the timer deletes in one cooperative at most, in transactions; the next run goes on.</summary>
    private const int MaxBatches = 20;

    private readonly TableClient table = storage.Table(TableNames.Notices);

    /// <summary>Makes the notices that an order calls for, each once, and has those sent that are to be mailed.</summary>
    /// <param name="mailed">Whether the buyer is to get them by e-mail too.</param>
    /// <remarks>
    /// What is to be sent stands in the row that counts until it is on the queue. A crash before that leaves the message that brought us
    /// here, and the next one for this order finds it too; a crash after it sends it twice, which the worker sees.
    /// </remarks>
    public async Task Make(Order order, Func<Task<bool>> mailed, CancellationToken cancel)
    {
        while (!await TryMake(order, mailed, cancel))
        {
            // Another worker wrote in between; what it made is not called for any more.
        }
    }

    /// <summary>One point read.</summary>
    public async Task<NoticeEntry?> Find(string coop, string id, CancellationToken cancel) => await Row(coop, id, cancel) is { } row ? Read(row) : null;

    /// <summary>The newest first: a range read.</summary>
    /// <param name="done">Null for all.</param>
    /// <param name="after">The last notice of the page before; null for the newest.</param>
    public async Task<NoticeList> Page(string coop, bool? done, string? after, int take, CancellationToken cancel)
    {
        var (found, looked) = (new List<NoticeEntry>(), 0);
        var filter = TableReads.RangeOf(coop, Notices);
        if (after is not null) filter += " and " + TableClient.CreateQueryFilter($"RowKey gt {Notices + after}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, MaxLooked, cancellationToken: cancel))
        {
            if (found.Count == take) return new NoticeList(found, found[^1].Notice.Id);
            if (Read(row) is var entry && (done is null || entry.IsDone == done)) found.Add(entry);
            if (++looked == MaxLooked) return new NoticeList(found, row.RowKey[Notices.Length..]);
        }

        return new NoticeList(found, Next: null);
    }

    /// <summary>Writes down that somebody sent a notice by hand. Who said so first stays.</summary>
    public async Task<Result<NoticeEntry>> MarkSent(string coop, string id, string by, DateTimeOffset now, CancellationToken cancel)
    {
        while (await Row(coop, id, cancel) is { } row)
        {
            var entry = Read(row);
            if (entry.SentAt is not null) return entry;
            if (await TryMerge(new TableEntity(coop, row.RowKey) { ["SentAt"] = now, ["SentBy"] = by }, row.ETag, cancel)) return entry with { SentAt = now, SentBy = by };
        }

        return NoticeErrors.NoSuchNotice;
    }

    /// <summary>Writes down how the e-mail went; what people wrote beside it stays.</summary>
    public Task Record(string coop, string id, NoticeMail mail, CancellationToken cancel) =>
        table.UpdateEntityAsync(
            new TableEntity(coop, Notices + id) { ["Mail"] = mail.State.ToString(), ["MailAttempts"] = mail.Attempts, ["MailCause"] = mail.Cause ?? string.Empty, ["MailAt"] = mail.At },
            ETag.All, TableUpdateMode.Merge, cancel);

    /// <summary>Has a worker send a notice.</summary>
    /// <param name="delay">Zero for at once.</param>
    public Task Send(WaitingNotice notice, TimeSpan delay, CancellationToken cancel) =>
        storage.Queue(QueueNames.Notices).SendMessageAsync(AgriTraceJson.Write(notice), visibilityTimeout: delay, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancel);

    /// <summary>Deletes notices from before a time: a bounded number, so that a run of the timer ends. The rows that count stay, or all would be made anew.</summary>
    public async Task EraseOlder(string coop, DateTimeOffset than, CancellationToken cancel)
    {
        var filter = $"{TableReads.RangeOf(coop, Notices)} and {TableClient.CreateQueryFilter($"RowKey gt {Notices + TimedId.StartOf(than)}")}";
        var batches = 0;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, TableLimits.MaxEntitiesPerTransaction, ["PartitionKey", "RowKey"], cancel).AsPages())
        {
            if (page.Values.Count > 0) await table.SubmitTransactionAsync(page.Values.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
            if (++batches == MaxBatches) return;
        }
    }

    /// <returns>False where another writer came first.</returns>
    private async Task<bool> TryMake(Order order, Func<Task<bool>> mailed, CancellationToken cancel)
    {
        var known = await table.GetEntityIfExistsAsync<TableEntity>(order.Coop, Told + KeyText.Of(order.Id), cancellationToken: cancel);
        var (told, waiting) = known.HasValue ? (known.Value!.GetInt32(Revision) ?? 0, known.Value.GetString(Unsent) ?? string.Empty) : (0, string.Empty);
        var notices = OrderNotices.Of(order, told).TakeLast(MaxAtOnce).ToArray();
        if (notices.Length == 0 && waiting.Length == 0) return true;

        var byMail = notices.Length > 0 && await mailed();
        string[] unsent = [.. waiting.Split(',', StringSplitOptions.RemoveEmptyEntries), .. byMail ? notices.Select(notice => notice.Id) : []];
        var count = new TableEntity(order.Coop, Told + KeyText.Of(order.Id)) { [Revision] = Math.Max(told, order.Revision), [Unsent] = string.Join(',', unsent), ["V"] = 1 };
        if (await Commit(count, known.HasValue ? known.Value!.ETag : null, notices, byMail, cancel) is not { } version) return false;

        foreach (var id in unsent) await Send(new WaitingNotice(order.Coop, id), TimeSpan.Zero, cancel);
        // Another worker who wrote meanwhile has taken over what was unsent, and sends it again.
        if (unsent.Length > 0) await TryMerge(new TableEntity(order.Coop, count.RowKey) { [Unsent] = string.Empty }, version, cancel);
        return true;
    }

    /// <returns>The version of the row that counts; null where another writer came first.</returns>
    private async Task<ETag?> Commit(TableEntity count, ETag? over, IReadOnlyList<Notice> notices, bool byMail, CancellationToken cancel)
    {
        var (mail, actions) = (byMail ? MailState.Waiting : MailState.None, new List<TableTransactionAction>());
        actions.Add(over is { } version ? new(TableTransactionActionType.UpdateReplace, count, version) : new(TableTransactionActionType.Add, count));
        actions.AddRange(notices.Select(notice => new TableTransactionAction(
            TableTransactionActionType.UpsertReplace, new TableEntity(notice.Coop, Notices + notice.Id) { ["Mail"] = mail.ToString(), ["MailAttempts"] = 0 }.WithJson(notice))));
        try
        {
            return (await table.SubmitTransactionAsync(actions, cancel)).Value[0].Headers.ETag;
        }
        catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged() || failed.IsMissing())
        {
            return null;
        }
    }

    private async Task<bool> TryMerge(TableEntity change, ETag over, CancellationToken cancel)
    {
        try
        {
            await table.UpdateEntityAsync(change, over, TableUpdateMode.Merge, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    private async Task<TableEntity?> Row(string coop, string id, CancellationToken cancel) =>
        await table.GetEntityIfExistsAsync<TableEntity>(coop, Notices + id, cancellationToken: cancel) is { HasValue: true } row ? row.Value : null;

    private static NoticeEntry Read(TableEntity row) => new(
        row.Json<Notice>(),
        new NoticeMail(
            Enum.Parse<MailState>(row.GetString("Mail")), row.GetInt32("MailAttempts") ?? 0, row.GetString("MailCause") is { Length: > 0 } cause ? cause : null, row.GetDateTimeOffset("MailAt")),
        row.GetDateTimeOffset("SentAt"), row.GetString("SentBy"));
}

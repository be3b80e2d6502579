using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Trade;

/// <summary>Lets the changes of one cooperative that meet in this process commit together: one read of the board, one transaction, one message.</summary>
/// <remarks>
/// Who comes while nobody is at it leads: takes along everybody who waits, and lets each decide on the board as the one before left it. Who
/// comes later waits, and the first of those leads next, as soon as the commit before is through. Between processes the board's version
/// decides. A crash in the middle leaves a transaction that happened or did not, and callers without an answer, who come again with their keys.
/// </remarks>
public sealed class TradeGroups(StorageAccount storage, Outbox outbox, TimeProvider clock)
{
    private readonly TableClient table = storage.Table(TableNames.Trade);
    private readonly Lock gate = new();

    /// <summary>Who waits, by cooperative; there is a line as long as somebody leads.</summary>
    private readonly Dictionary<string, LinkedList<TradeMember>> lines = new(StringComparer.Ordinal);

    /// <summary>Sees to it that the member is answered.</summary>
    internal void Join(string coop, TradeMember member)
    {
        lock (gate)
        {
            if (lines.TryGetValue(coop, out var line))
            {
                line.AddLast(member);
                return;
            }

            lines.Add(coop, new LinkedList<TradeMember>([member]));
        }

        Begin(coop, member);
    }

    /// <summary>The calls to storage are the leader's, as they would be if nobody else had come; that its caller gives up stops none of them.</summary>
    private void Begin(string coop, TradeMember leader) => _ = leader.Run(() => Task.Run(() => Lead(coop, leader)));

    /// <summary>Leads until it is known how the leader's own change ends, which the first commit tells at the latest.</summary>
    private async Task Lead(string coop, TradeMember leader)
    {
        (TradeTransaction, List<TradeMember>)? committed = null;
        while (!leader.IsSettled) committed = await Round(coop, Take(coop));
        HandOver(coop);
        if (committed is var (transaction, members)) await Deliver(transaction, members);
    }

    /// <summary>Never throws: what storage throws is everybody's whom the call was for.</summary>
    /// <returns>What was committed, with those who wait for their answer; null where nothing was.</returns>
    private async Task<(TradeTransaction, List<TradeMember>)?> Round(string coop, List<TradeMember> members)
    {
        try
        {
            if (await table.Find<Board>(coop, TradeStore.BoardKey, CancellationToken.None) is { } board)
            {
                var (transaction, decided, left) = await Decide(coop, board, members);
                PutBack(coop, left);
                members = decided;
                return await Commit(coop, transaction, members) ? (transaction, members) : null;
            }

            members.ForEach(member => member.Refuse(CooperativeErrors.NoSuchCooperative(coop)));
        }
        catch (Exception exception)
        {
            foreach (var member in members.Where(member => !member.IsSettled)) member.Fail(exception);
        }

        return null;
    }

    /// <summary>Lets one after another decide, on the board as the one before left it.</summary>
    /// <returns>The transaction; who is answered by its end; and who has to wait for the next.</returns>
    private async Task<(TradeTransaction, List<TradeMember> Decided, List<TradeMember> Left)> Decide(string coop, Versioned<Board> board, List<TradeMember> members)
    {
        var (transaction, decided, left) = (new TradeTransaction(coop, clock.GetUtcNow()), new List<TradeMember>(), new List<TradeMember>());
        foreach (var member in members)
        {
            if (transaction.IsFull)
            {
                left.Add(member);
                continue;
            }

            try
            {
                await member.Decide(board);
                if (member.Batch is { } batch && !transaction.TryAdd(batch))
                {
                    left.Add(member);
                    continue;
                }

                // Nobody has changed the board yet, so that a refusal holds whatever becomes of the others.
                if (member.Batch is null && !transaction.Writes) member.Answer(TradeOutcome.Committed);
                else decided.Add(member);
                board = board with { Value = member.Batch?.After ?? board.Value };
            }
            catch (Exception exception)
            {
                member.Fail(exception);
            }
        }

        return (transaction, decided, left);
    }

    /// <summary>
    /// A refusal that was decided on a board that others had changed, holds when these are committed, and not before: so all who decided
    /// share the end of the transaction.
    /// </summary>
    /// <returns>Whether it was committed.</returns>
    private async Task<bool> Commit(string coop, TradeTransaction transaction, List<TradeMember> members)
    {
        var end = await transaction.Submit(table, CancellationToken.None);
        if (end.Outcome == TradeOutcome.Committed)
        {
            members.ForEach(member => member.Settle());
            return true;
        }

        foreach (var member in members)
        {
            var isBeaten = end.Culprit is null || member.Batch == end.Culprit;
            if (isBeaten && end is { Outcome: TradeOutcome.Exists, Culprit: not null }) member.Answer(TradeOutcome.Exists);
            else if (isBeaten) member.Lose();
        }

        PutBack(coop, [.. members.Where(member => !member.IsSettled)]);
        if (end.Culprit is null) await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << Math.Min(members.Max(member => member.Attempts), 5))), clock);
        return false;
    }

    /// <summary>Messages are sent before anybody is answered, and while the next group is at it.</summary>
    private async Task Deliver(TradeTransaction transaction, List<TradeMember> members)
    {
        try
        {
            if (transaction.Outbox.Count > 0) await outbox.Deliver(table, transaction.Outbox, CancellationToken.None);
        }
        finally
        {
            members.ForEach(member => member.Answer(TradeOutcome.Committed));
        }
    }

    private List<TradeMember> Take(string coop)
    {
        lock (gate)
        {
            var line = lines[coop];
            var all = line.ToList();
            line.Clear();
            return all;
        }
    }

    /// <summary>Before those who came later.</summary>
    private void PutBack(string coop, List<TradeMember> members)
    {
        lock (gate)
        {
            foreach (var member in members.AsEnumerable().Reverse()) lines[coop].AddFirst(member);
        }
    }

    private void HandOver(string coop)
    {
        TradeMember? next;
        lock (gate)
        {
            next = lines[coop].First?.Value;
            if (next is null) lines.Remove(coop);
        }

        if (next is not null) Begin(coop, next);
    }
}

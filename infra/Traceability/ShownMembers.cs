using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>What public pages say of members, which is what they consented to; and which records say it.</summary>
/// <remarks>
/// A record notes its members here before it asks what they consented to; a change of consent is written before the records are looked
/// up here. So the change finds every record that did not see it, and the mark that it leaves keeps that one from being written.
/// </remarks>
public sealed class ShownMembers(StorageAccount storage, CoopStore coops, TradeStore trade)
{
    private readonly TableClient table = storage.Table(TableNames.Lots);

    /// <summary>Two point reads for a member who is shown, one for others.</summary>
    public async Task<ShownMember> Find(string coop, string member, CancellationToken cancel)
    {
        if (await coops.PageConsent(coop, member, cancel) is not { } consent || !(consent.Name || consent.Photo)) return ShownMember.Nobody;
        return await coops.Member(coop, member, cancel) is { } known ? consent.Shows(coop, known) : ShownMember.Nobody;
    }

    /// <summary>Notes that a record is about these members.</summary>
    public Task Note(LotId lot, string coop, IEnumerable<string> members, CancellationToken cancel) => Task.WhenAll(members.Select(member =>
        table.UpsertEntityAsync(new TableEntity(PartitionOf(coop, member), KeyText.Of(lot.Key)).WithJson(lot), TableUpdateMode.Replace, cancel)));

    /// <summary>The lots whose records are about this member.</summary>
    public async Task<IReadOnlyList<LotId>> LotsOf(string coop, string member, CancellationToken cancel)
    {
        var (found, partition) = (new List<LotId>(), PartitionOf(coop, member));
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancel))
            found.Add(row.Json<LotId>());
        return found;
    }

    /// <summary>Whether the shop names the member as they consented to: two reads, three for one who did.</summary>
    public async Task<bool> IsInShop(string coop, string member, CancellationToken cancel) =>
        await trade.Board(coop, cancel) is not { Value: var board } || board.GrowerName(member) == (await Find(coop, member, cancel)).Name;

    /// <summary>Brings the shop in line with what a member consented to.</summary>
    /// <returns>The refusal, when other writers came first every time; or null.</returns>
    public async Task<Error?> BringToShop(string coop, string member, CancellationToken cancel)
    {
        if (await IsInShop(coop, member, cancel)) return null;
        var changed = await trade.Change<Board>(coop, Show, cancel);
        if (!changed.Try(out var done, out var error)) return error;
        return done.Outcome == TradeOutcome.Changed ? OrderErrors.Busy : null;

        // Asked anew for each board: of two changes at once, the last one written must be of the last word.
        async Task<Result<(TradeBatch, Board)>> Show(Versioned<Board> board)
        {
            var after = board.Value.Show(member, (await Find(coop, member, cancel)).Name);
            return (new TradeBatch(coop).Together().Board(after, board.Version), after);
        }
    }

    /// <summary>Ids hold no <c>|</c>, and no lot's partition begins so.</summary>
    private static string PartitionOf(string coop, string member) => $"of|{coop}|{member}";
}

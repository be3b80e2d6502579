using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Traceability.Receipts;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>Records weighing slips: claims a lot number for each grade; then the lots, their harvests and the slip are one transaction.</summary>
public sealed class WeighingSlips(CoopStore coops, LotStore lots, EventRecorder recorder, ReceiptStore receipts, EventMaker maker, HarvestChecks checks, TimeProvider clock)
{
    /// <returns>The slip as it was recorded first: a repeat succeeds and changes nothing.</returns>
    /// <remarks>
    /// A crash after the claims leaves numbers that are taken and nothing else: the same request goes on from them. A crash after the
    /// transaction leaves messages that are swept.
    /// </remarks>
    public async Task<Result<Receipt>> Record(Caller by, Weighing weighing, RecordId record, CancellationToken cancel)
    {
        if (by.Role == Role.Farmer && weighing.Member != by.Member) return TraceabilityErrors.NotYourPlot;
        var (coop, now) = (weighing.Coop, clock.GetUtcNow());
        // Before any other refusal: what was recorded stays recorded, whatever became of plot and member since.
        if (record.IsFromKey && await recorder.Find(coop, Receipt.RecordOf(record, line: 0).Text, cancel) is { } before) return await Earlier(before, weighing, record, cancel);
        var diary = checks.Before(coop, weighing.Plot, weighing.At, cancel);
        var ground = await HarvestGround.Load(coops, coop, weighing.Plot, weighing.Member, weighing.Product, cancel);
        if (!ground.Then(known => weighing.Decide(by, known.Plot, known.Member, known.Product, record, now)).Try(out var weighed, out var error)) return error;
        if (!(await Claim(weighed.Lots, cancel)).Try(out var claims, out error)) return error;

        var hold = checks.Of(ground.Value.Plot, claims, maker.Harvest(claims[0], now).Hash, await diary);
        var slip = weighed.Receipt with { Hold = HoldNote.Of(hold) };
        var change = (Board board) => Task.FromResult<Result<StockChange>>(Put(board, slip, claims, hold, now));
        if (!(await recorder.Record(coop, change, cancel)).Try(out var first, out error)) return error;
        // The same request, sent twice at once, may have been faster.
        return first.RecordTime == now ? slip : await Earlier(first, weighing, record, cancel);
    }

    /// <summary>All that one slip changes. A hold on its lots goes with it, so that nobody can buy them before.</summary>
    private StockChange Put(Board board, Receipt receipt, IReadOnlyList<LotClaim> claims, Hold? hold, DateTimeOffset now) =>
        new(claims.Aggregate(board, (next, lot) => next.With(lot.ToBoardLot())), [.. claims.Select(lot => (maker.Harvest(lot, now), lot.RecordId))])
        {
            Hold = hold,
            Row = ReceiptStore.RowOf(receipt),
            Transfers = ReceiptBooks.Of(before: null, receipt),
        };

    private async Task<Result<IReadOnlyList<LotClaim>>> Claim(IReadOnlyList<LotClaim> wanted, CancellationToken cancel)
    {
        var claimed = await Task.WhenAll(wanted.Select(lot => lots.Claim(lot, cancel)));
        return claimed.FirstOrDefault(one => !one.IsOk).Error is { } refused ? refused : claimed.Select(one => one.Value.Claim).ToArray();
    }

    /// <summary>The slip of this key, if this request made it. Its first event knows when it was weighed, and so its id.</summary>
    private async Task<Result<Receipt>> Earlier(StoredEvent first, Weighing weighing, RecordId record, CancellationToken cancel) =>
        await receipts.Find(first.Coop, TimedId.Of(first.EventTime, record.Text), cancel) is { Value: var slip } && slip.Fingerprint == weighing.Fingerprint()
            ? slip
            : TraceabilityErrors.KeyUsed;
}

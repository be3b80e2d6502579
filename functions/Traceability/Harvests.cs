using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Functions.Traceability;

/// <param name="Hold">What the lot was held for when it was recorded; null where nothing was wrong then.</param>
public sealed record RecordedHarvest(LotClaim Lot, StoredEvent Event, Hold? Hold);

/// <summary>Records harvests, for programs and pages alike: claims the lot's number, puts it in stock, and tells its harvest as an event.</summary>
public sealed class Harvests(
    CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker, HarvestChecks checks, HoldStore holds, TradeStore trade, TimeProvider clock)
{
    /// <remarks>
    /// A crash after the claim leaves a number that is taken and nothing else: the same request goes on from it. A crash after the
    /// transaction leaves a message that is swept.
    /// </remarks>
    public async Task<Result<RecordedHarvest>> Record(Caller by, Harvest harvest, RecordId record, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var earlier = record.IsFromKey ? recorder.Find(harvest.Coop, record.Text, cancel) : Task.FromResult<StoredEvent?>(null);
        var before = checks.Before(harvest.Coop, harvest.Plot, harvest.At, cancel);
        if (!(await Decide(harvest, by, record, cancel)).Try(out var decided, out var error)) return error;
        var (claim, plot) = decided;
        if (await earlier is { } done) return done.Hash == maker.Harvest(claim, now).Hash ? await Repeated(claim, done, cancel) : TraceabilityErrors.KeyUsed;

        if (!(await lots.Claim(claim, cancel)).Map(claimed => claimed.Claim).Try(out claim, out error)) return error;
        var made = maker.Harvest(claim, now);
        var hold = checks.Of(plot, [claim], made.Hash, await before);
        var change = (Board board) => Task.FromResult<Result<StockChange>>(new StockChange(board.With(claim.ToBoardLot()), made, claim.RecordId)
        {
            Hold = hold,
            Row = hold is null ? null : (HeldKey(claim), new HeldAtHarvest(hold.Id)),
        });
        if (!(await recorder.Record(harvest.Coop, change, cancel)).Try(out var stored, out error)) return error;
        return ReferenceEquals(stored, made) ? new RecordedHarvest(claim, stored, hold) : await Repeated(claim, stored, cancel);
    }

    /// <summary>As it was answered first, whatever was entered or let go since.</summary>
    private async Task<RecordedHarvest> Repeated(LotClaim claim, StoredEvent stored, CancellationToken cancel) =>
        await trade.Load<HeldAtHarvest>(claim.Coop, HeldKey(claim), cancel) is { Value.Hold: var id }
            ? new RecordedHarvest(claim, stored, (await holds.Find(claim.Coop, id, cancel))?.Value)
            : new RecordedHarvest(claim, stored, Hold: null);

    private static string HeldKey(LotClaim claim) => "held|" + claim.RecordId;

    private async Task<Result<(LotClaim Claim, Plot Plot)>> Decide(Harvest harvest, Caller by, RecordId record, CancellationToken cancel) =>
        (await HarvestGround.Load(coops, harvest.Coop, harvest.Plot, harvest.Member, harvest.Product, cancel))
            .Then(ground => harvest.Decide(by, ground.Plot, ground.Member, ground.Product, record).Map(claim => (claim, ground.Plot)));

    /// <summary>Lies beside the event of a harvest whose lot was held at once.</summary>
    private sealed record HeldAtHarvest(string Hold);
}

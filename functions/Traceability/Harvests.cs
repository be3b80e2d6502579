using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability;

public sealed record RecordedHarvest(LotClaim Lot, StoredEvent Event);

/// <summary>Records harvests, for programs and pages alike: claims the lot's number, puts it in stock, and tells its harvest as an event.</summary>
public sealed class Harvests(CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker, TimeProvider clock)
{
    /// <remarks>
    /// A crash after the claim leaves a number that is taken and nothing else: the same request goes on from it. A crash after the
    /// transaction leaves a message that is swept.
    /// </remarks>
    public async Task<Result<RecordedHarvest>> Record(Caller by, Harvest harvest, RecordId record, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var earlier = record.IsFromKey ? recorder.Find(harvest.Coop, record.Text, cancel) : Task.FromResult<StoredEvent?>(null);
        if (!(await Decide(harvest, by, record, cancel)).Try(out var claim, out var error)) return error;
        if (await earlier is { } done) return done.Hash == maker.Harvest(claim, now).Hash ? new RecordedHarvest(claim, done) : TraceabilityErrors.KeyUsed;

        if (!(await lots.Claim(claim, cancel)).Map(claimed => claimed.Claim).Try(out claim, out error)) return error;
        var change = (Board board) => Task.FromResult<Result<StockChange>>(new StockChange(board.With(claim.ToBoardLot()), maker.Harvest(claim, now), claim.RecordId));
        return (await recorder.Record(harvest.Coop, change, cancel)).Map(stored => new RecordedHarvest(claim, stored));
    }

    private async Task<Result<LotClaim>> Decide(Harvest harvest, Caller by, RecordId record, CancellationToken cancel) =>
        (await HarvestGround.Load(coops, harvest.Coop, harvest.Plot, harvest.Member, harvest.Product, cancel))
            .Then(ground => harvest.Decide(by, ground.Plot, ground.Member, ground.Product, record));
}

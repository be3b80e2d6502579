using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <param name="Gtin">Absent where the product has none; <paramref name="Product"/> then names it.</param>
public sealed record LotBody(string? Gtin, string? Product, string Lot, string EventId, string DigitalLink);

/// <summary>Records a lot from the field: claims its number, puts it in stock, and tells its harvest as an event.</summary>
public sealed class RecordLot(
    Gate<RecordLot> gate, CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker, SiteSettings site, TimeProvider clock)
{
    /// <remarks>
    /// A crash after the claim leaves a number that is taken and nothing else: the same request goes on from it. A crash after the
    /// transaction leaves a message that is swept.
    /// </remarks>
    [Function("RecordLot"), Allow(Permission.RecordProduction)]
    [Describe("Records a lot from the field and puts it in stock. Without a number the server gives one.",
        Request = typeof(HarvestInput), Response = typeof(LotBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/lots")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (!RecordIds.Of(call, now).Try(out var record, out var error)) return error;
            if (!(await call.Body<HarvestInput>()).Then(input => Harvest.Read(call.Coop, input, now)).Try(out var harvest, out error)) return error;

            var earlier = record.IsFromKey ? recorder.Find(call.Coop, record.Text, cancel) : Task.FromResult<StoredEvent?>(null);
            if (!(await Decide(harvest, call.Caller, record, cancel)).Try(out var claim, out error)) return error;
            if (await earlier is { } done) return done.Hash == maker.Harvest(claim, now).Hash ? Created(claim, done) : TraceabilityErrors.KeyUsed;

            if (!(await lots.Claim(claim, cancel)).Map(claimed => claimed.Claim).Try(out claim, out error)) return error;
            var change = (Board board) => Task.FromResult<Result<StockChange>>(new StockChange(board.With(claim.ToBoardLot()), maker.Harvest(claim, now), claim.RecordId));
            return (await recorder.Record(call.Coop, change, cancel)).Map(stored => Created(claim, stored));
        }, cancel);

    private async Task<Result<LotClaim>> Decide(Harvest harvest, Caller by, RecordId record, CancellationToken cancel)
    {
        var (plot, member, product) = (
            coops.Plot(harvest.Coop, harvest.Plot, cancel), coops.Member(harvest.Coop, harvest.Member, cancel), coops.Product(harvest.Coop, harvest.Product, cancel));
        await Task.WhenAll(plot, member, product);

        if (await product is { } what && await plot is { } where && await member is { } whose) return harvest.Decide(by, where, whose, what, record);
        if (await coops.Cooperative(harvest.Coop, cancel) is null) return CooperativeErrors.NoSuchCooperative(harvest.Coop);
        if (await product is null) return CatalogueErrors.NoSuchProduct(harvest.Product.Name);
        return await plot is null ? CooperativeErrors.NoSuchPlot(harvest.Plot) : CooperativeErrors.NoSuchMember(harvest.Member);
    }

    private Reply Created(LotClaim lot, StoredEvent stored)
    {
        var product = lot.Id.Product;
        return Reply.Created(lot.Id.Path, new LotBody(
            product.IsGtin ? product.Key : null, product.IsGtin ? null : product.Name, lot.Id.Lot, stored.Hash, lot.Id.DigitalLink(site.PublicUrl)));
    }
}

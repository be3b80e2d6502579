using System.Collections.Concurrent;
using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Traceability;

/// <summary>What follows once it is known what came from what: holds that lots inherit, circles, and weights that cannot be.</summary>
public sealed class LineageChecks(StorageAccount storage, HoldStore holds, CoopStore coops, SiteSettings site, TimeProvider clock)
{
    /// <remarks>Whoever calls it does so again after a crash, and every step finds what it did before.</remarks>
    public async Task Added(string coop, IReadOnlyCollection<IndexedEvent> events, LineageAdded added, CancellationToken cancel)
    {
        var products = new KnownProducts(coops, coop);
        foreach (var hold in added.Inherited)
            await storage.Queue(QueueNames.SpreadingHolds).SendMessageAsync(AgriTraceJson.Write(new SpreadingHold(hold.Coop, hold.Id)), cancel);
        foreach (var circle in added.Cycles) await Flag(coop, circle, added, cancel);
        foreach (var one in events.SelectMany(one => one.Lineage).Where(one => one.Kind == LineageKind.Transformation)) await Weigh(coop, one, added, products, cancel);
        foreach (var lineage in added.Documents.Values.Where(lineage => lineage.Owner == coop)) await WeighTaken(coop, lineage, products, cancel);
    }

    /// <summary>Two cooperatives said at the same time what together cannot be: each learns it of its own lots.</summary>
    private async Task Flag(string coop, IReadOnlyList<string> circle, LineageAdded added, CancellationToken cancel)
    {
        var path = string.Join(" → ", circle.Take(20));
        foreach (var id in circle.Distinct().Where(id => added.Documents.GetValueOrDefault(id)?.Owner == coop))
            await Place(coop, LotOf(id)!, path, $"Vòng lặp truy xuất: lô hàng bắt nguồn từ chính nó. (The lot would come from itself.) {path}", null, cancel);
    }

    /// <summary>Whether an event made more of its own lots than can be.</summary>
    private async Task Weigh(string coop, LineageEvent one, LineageAdded added, KnownProducts products, CancellationToken cancel)
    {
        LotId[] own = [.. one.Outputs.Where(part => added.Documents[part.Id].Owner == coop).Select(part => LotOf(part.Id)!)];
        if (own.Length == 0) return;
        var breach = MassBalance.Breach(await Parts(one.Inputs, products, cancel), await Parts(one.Outputs, products, cancel));
        if (breach is null) return;
        await Place(MassBalance.HoldOf(coop, own, breach, one.EventId, clock.GetUtcNow()), cancel);
    }

    /// <summary>Whether more was taken of one of its own lots than that had, by all events together.</summary>
    private async Task WeighTaken(string coop, LotLineage lineage, KnownProducts products, CancellationToken cancel)
    {
        LineageLink[] taking = [.. lineage.Links.Where(link => link is { Role: LineageRole.Input, Kind: LineageKind.Transformation, Page: 0 } && link.Coop == coop)];
        if (taking.Length == 0 || lineage.Made is null || LotOf(lineage.Id) is not { } lot) return;
        var product = await products.Find(lot.Product, cancel);
        if (MassBalance.Overdrawn(product, lineage.Made, taking.Select(link => link.Quantity).OfType<Quantity>()) is { } breach)
            await Place(coop, lot, "overdrawn", breach, taking[^1].EventId, cancel);
    }

    private Task Place(string coop, LotId lot, string what, string detail, string? cause, CancellationToken cancel) =>
        Place(new Hold(Hold.IdOf(HoldReason.MassBalance, what, lot.Key), coop, HoldReason.MassBalance, [lot], detail, clock.GetUtcNow(), Hold.System, cause), cancel);

    private async Task Place(Hold hold, CancellationToken cancel)
    {
        if ((await holds.Place(hold, cancel)).Error is { } error) throw new InvalidOperationException($"{hold.Coop}: {hold.Lots[0]} cannot be held: {error.Code}");
    }

    private async Task<BalancedPart[]> Parts(IReadOnlyList<LineagePart> parts, KnownProducts products, CancellationToken cancel) => await Task.WhenAll(parts.Select(async part =>
        new BalancedPart(LotOf(part.Id) is { } lot ? await products.Find(lot.Product, cancel) : null, part.Quantity)));

    private LotId? LotOf(string id) => LotUri.Read(id, site.PublicUrl);
}

/// <summary>The products of one cooperative, each read once however many lots there are of it.</summary>
internal sealed class KnownProducts(CoopStore coops, string coop)
{
    private readonly ConcurrentDictionary<ProductId, Lazy<Task<Product?>>> known = new();

    public Task<Product?> Find(ProductId id, CancellationToken cancel) => known.GetOrAdd(id, one => new(() => coops.Product(coop, one, cancel))).Value;
}

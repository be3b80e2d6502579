using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Cooperatives;

namespace AgriTrace.Functions.Traceability;

/// <summary>What a harvest is decided against: where, whose and what it is.</summary>
internal sealed record HarvestGround(Plot Plot, Member Member, Product Product)
{
    /// <summary>Three point reads at once; the error names what the cooperative does not have.</summary>
    public static async Task<Result<HarvestGround>> Load(CoopStore coops, string coop, string plot, string member, ProductId product, CancellationToken cancel)
    {
        var (where, whose, what) = (coops.Plot(coop, plot, cancel), coops.Member(coop, member, cancel), coops.Product(coop, product, cancel));
        await Task.WhenAll(where, whose, what);

        if (await where is { } ground && await whose is { } grower && await what is { } produce) return new HarvestGround(ground, grower, produce);
        if (await coops.Cooperative(coop, cancel) is null) return CooperativeErrors.NoSuchCooperative(coop);
        if (await what is null) return CatalogueErrors.NoSuchProduct(product.Name);
        return await where is null ? CooperativeErrors.NoSuchPlot(plot) : CooperativeErrors.NoSuchMember(member);
    }
}

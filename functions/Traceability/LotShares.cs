using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>Whose weight is in a lot.</summary>
/// <param name="Items">The largest first.</param>
public sealed record LotSharesBody(string? Gtin, string? Product, string Lot, IReadOnlyList<LotShareBody> Items);

/// <param name="Member">Empty where a lot was packed before shares were kept.</param>
/// <param name="Gtin">Of what was weighed in. Absent where that product has none; <paramref name="Product"/> then names it.</param>
/// <param name="Quantity">As it was accepted on the scale, to the thousandth.</param>
/// <param name="Percent">Of all in the lot that is counted in the same unit, rounded to two decimals.</param>
public sealed record LotShareBody(string Member, string? Gtin, string? Product, string? Grade, Quantity Quantity, decimal Percent)
{
    /// <param name="total">In thousandths of the same unit.</param>
    public static LotShareBody Of(Contribution share, long total) => new(
        share.Member, share.Product.IsGtin ? share.Product.Key : null, share.Product.IsGtin ? null : share.Product.Name, share.Grade,
        Quantity.OfThousandths(share.Amount, share.Unit), Math.Round(100m * share.Amount / total, 2, MidpointRounding.AwayFromZero));
}

/// <summary>Shows whose weight is in a lot: to staff all, to a farmer their own.</summary>
public sealed class GetLotShares(Gate<GetLotShares> gate, LotStore lots)
{
    [Function("GetLotShares"), Allow(Permission.ReadReceipts)]
    [Describe("Shows whose weight is in a lot of the cooperative; their own to a farmer.", Response = typeof(LotSharesBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/lots/{product}/{lot}/shares")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!LotRoutes.OwnLot(call).Try(out var id, out var error)) return error;
            return await lots.Find(id, cancel) is { } lot && lot.Coop == call.Coop ? Reply.Ok(BodyOf(lot, call.Caller)) : TraceabilityErrors.NoSuchLot;
        }, cancel);

    private static LotSharesBody BodyOf(LotClaim lot, Caller by)
    {
        var all = Shares.Of(lot);
        var totals = all.GroupBy(share => share.Unit).ToDictionary(same => same.Key, same => same.Sum(share => share.Amount));
        var seen = by.ReachOf(Permission.ReadReceipts) == Reach.Own ? all.Where(share => share.Member == by.Member) : all;
        var product = lot.Id.Product;
        return new LotSharesBody(
            product.IsGtin ? product.Key : null, product.IsGtin ? null : product.Name, lot.Id.Lot,
            [.. seen.OrderByDescending(share => share.Amount).Select(share => LotShareBody.Of(share, totals[share.Unit]))]);
    }
}

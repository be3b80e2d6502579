using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>What a scanned GS1 Digital Link leads to: the scan page. A pure function of the address, so that it costs no storage.</summary>
public sealed class ResolveGtinLot(Gate<ResolveGtinLot> gate)
{
    [Function("ResolveGtinLot"), Allow(Permission.Anyone)]
    [Describe("The Digital Link of a lot: leads to its trace page.", Status = 307)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "01/{gtin}/10/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(LotRoutes.GtinLot(call).Map(lot => ScanPage.Redirect(request, lot))), cancel);
}

/// <summary>The same for a cooperative without a GS1 prefix.</summary>
public sealed class ResolveOwnLot(Gate<ResolveOwnLot> gate)
{
    [Function("ResolveOwnLot"), Allow(Permission.Anyone)]
    [Describe("The link of a lot without GTIN: leads to its trace page.", Status = 307)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "p/{coop}/{product}/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(LotRoutes.OwnLot(call).Map(lot => ScanPage.Redirect(request, lot))), cancel);
}

internal static class ScanPage
{
    public static string PathOf(LotId lot) => "/trace" + lot.Path;

    /// <summary>307, since a lot may lead elsewhere one day; the query goes along, as the standard wants.</summary>
    public static Reply Redirect(HttpRequest request, LotId lot) =>
        Reply.Redirect(StatusCodes.Status307TemporaryRedirect, PathOf(lot) + SitePath.Escape(request.QueryString.ToUriComponent()))
            .With("Cache-Control", "public, max-age=300");
}

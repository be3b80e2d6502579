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
        gate.Run(request, call => Task.FromResult(LotRoutes.GtinLot(call).Map(lot => ScanPage.Redirect(request, lot.Path))), cancel);
}

/// <summary>The same for a cooperative without a GS1 prefix.</summary>
public sealed class ResolveOwnLot(Gate<ResolveOwnLot> gate)
{
    [Function("ResolveOwnLot"), Allow(Permission.Anyone)]
    [Describe("The link of a lot without GTIN: leads to its trace page.", Status = 307)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "p/{coop}/{product}/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(LotRoutes.OwnLot(call).Map(lot => ScanPage.Redirect(request, lot.Path))), cancel);
}

/// <summary>The Digital Link of one item, such as the label of one pack.</summary>
public sealed class ResolveGtinItem(Gate<ResolveGtinItem> gate)
{
    [Function("ResolveGtinItem"), Allow(Permission.Anyone)]
    [Describe("The Digital Link of an item: leads to its trace page.", Status = 307)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "01/{gtin}/10/{lot}/21/{serial}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(LotRoutes.Item(call, LotRoutes.GtinLot).Map(item => ScanPage.Redirect(request, item.Path))), cancel);
}

/// <summary>The same for a cooperative without a GS1 prefix.</summary>
public sealed class ResolveOwnItem(Gate<ResolveOwnItem> gate)
{
    [Function("ResolveOwnItem"), Allow(Permission.Anyone)]
    [Describe("The link of an item without GTIN: leads to its trace page.", Status = 307)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "p/{coop}/{product}/{lot}/{serial}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(LotRoutes.Item(call, LotRoutes.OwnLot).Map(item => ScanPage.Redirect(request, item.Path))), cancel);
}

internal static class ScanPage
{
    public static string PathOf(LotId lot) => PathOf(lot.Path);

    /// <summary>307, since a lot may lead elsewhere one day; the query goes along, as the standard wants.</summary>
    /// <param name="path">Of the lot or item.</param>
    public static Reply Redirect(HttpRequest request, string path) =>
        Reply.Redirect(StatusCodes.Status307TemporaryRedirect, PathOf(path) + SitePath.Escape(request.QueryString.ToUriComponent()))
            .With("Cache-Control", "public, max-age=300");

    private static string PathOf(string path) => "/trace" + path;
}

using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>The scan page of a lot: a page for people, the trace record for programs.</summary>
public sealed class ShowGtinTrace(Gate<ShowGtinTrace> gate, TracePages pages)
{
    [Function("ShowGtinTrace"), Allow(Permission.Anyone)]
    [Describe("The trace page of a lot, or its trace record.", Response = typeof(TraceRecord), Produces = ["text/html", "application/jose"], Query = ["lang", "format"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "trace/01/{gtin}/10/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotRoutes.GtinLot(call).Then(lot => pages.Show(request, lot, serial: null, cancel)), cancel);
}

/// <summary>The same for a cooperative without a GS1 prefix.</summary>
public sealed class ShowOwnTrace(Gate<ShowOwnTrace> gate, TracePages pages)
{
    [Function("ShowOwnTrace"), Allow(Permission.Anyone)]
    [Describe("The trace page of a lot without GTIN, or its trace record.", Response = typeof(TraceRecord), Produces = ["text/html", "application/jose"], Query = ["lang", "format"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "trace/p/{coop}/{product}/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotRoutes.OwnLot(call).Then(lot => pages.Show(request, lot, serial: null, cancel)), cancel);
}

/// <summary>The scan page of one item, such as one pack with a label of its own.</summary>
public sealed class ShowGtinItem(Gate<ShowGtinItem> gate, TracePages pages)
{
    [Function("ShowGtinItem"), Allow(Permission.Anyone)]
    [Describe("The trace page of an item, or the trace record of its lot.", Response = typeof(TraceRecord), Produces = ["text/html", "application/jose"], Query = ["lang", "format"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "trace/01/{gtin}/10/{lot}/21/{serial}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotRoutes.Item(call, LotRoutes.GtinLot).Then(item => pages.Show(request, item.Lot, item.Serial, cancel)), cancel);
}

/// <summary>The same for a cooperative without a GS1 prefix.</summary>
public sealed class ShowOwnItem(Gate<ShowOwnItem> gate, TracePages pages)
{
    [Function("ShowOwnItem"), Allow(Permission.Anyone)]
    [Describe("The trace page of an item without GTIN, or the trace record of its lot.", Response = typeof(TraceRecord), Produces = ["text/html", "application/jose"], Query = ["lang", "format"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "trace/p/{coop}/{product}/{lot}/{serial}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotRoutes.Item(call, LotRoutes.OwnLot).Then(item => pages.Show(request, item.Lot, item.Serial, cancel)), cancel);
}

using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <param name="Path">Of its scan page; absent for what is no lot.</param>
public sealed record LineageNodeBody(string Id, string? Path, string? Coop, Quantity? Made, int Depth);

/// <param name="Nodes">Nearest first; the first is the lot that was asked about.</param>
/// <param name="Edges">Quantities of other cooperatives' events are left out.</param>
/// <param name="Cycles">Paths that lead back to where they began.</param>
/// <param name="Whole">False where depth or size cut it off.</param>
public sealed record LineageBody(IReadOnlyList<LineageNodeBody> Nodes, IReadOnlyList<LineageEdge> Edges, IReadOnlyList<IReadOnlyList<string>> Cycles, bool Whole);

/// <summary>Shows what a lot came from and what was made of it, to the cooperative whose lot it is.</summary>
public sealed class LineageAnswers(LineageStore lineage)
{
    private static readonly Dictionary<string, LineageDirection> Directions = Enum.GetValues<LineageDirection>().ToDictionary(one => one.ToString().ToLowerInvariant());

    public async Task<Result<Reply>> Show(Call call, LotId lot, CancellationToken cancel)
    {
        if (!Ask(call).Try(out var ask, out var error)) return error;
        var graph = await lineage.Walk(lot, ask.Direction, ask.Depth, cancel);
        var sees = call.Caller.ReachOf(Permission.ReadCooperative) == Reach.Platform ? null : call.Caller.Coop;
        // Not found for a stranger too: who grew what for whom is nobody else's business.
        if (graph.Nodes[0].Coop is not { } owner || (sees is not null && owner != sees)) return TraceabilityErrors.NoSuchLot;
        return Reply.Ok(new LineageBody(
            [.. graph.Nodes.Select(node => new LineageNodeBody(node.Id, node.Lot?.Path, node.Coop, sees is null || node.Coop == sees ? node.Made : null, node.Depth))],
            [.. graph.Edges.Select(edge => sees is null || edge.Coop == sees ? edge : edge with { Taken = null, Made = null })],
            graph.Cycles,
            graph.IsWhole));
    }

    private static Result<(LineageDirection Direction, int Depth)> Ask(Call call)
    {
        var (direction, depth) = (LineageDirection.Both, LineageStore.MaxDepth);
        if (call.Query("direction") is { } way && !Directions.TryGetValue(way, out direction)) return LineageErrors.BadDirection;
        if (call.Query("depth") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out depth) || depth is < 1 or > LineageStore.MaxDepth)) return LineageErrors.BadDepth;
        return (direction, depth);
    }
}

public sealed class TraceGtinLineage(Gate<TraceGtinLineage> gate, LineageAnswers answers)
{
    [Function("TraceGtinLineage"), Allow(Permission.ReadCooperative), Costly]
    [Describe("The lineage of a lot: what it came from and what was made of it.", Response = typeof(LineageBody), Query = ["direction", "depth"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/trace/01/{gtin}/10/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotRoutes.GtinLot(call).Then(lot => answers.Show(call, lot, cancel)), cancel);
}

public sealed class TraceOwnLineage(Gate<TraceOwnLineage> gate, LineageAnswers answers)
{
    [Function("TraceOwnLineage"), Allow(Permission.ReadCooperative), Costly]
    [Describe("The lineage of a lot without GTIN.", Response = typeof(LineageBody), Query = ["direction", "depth"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/trace/p/{coop}/{product}/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotRoutes.OwnLot(call).Then(lot => answers.Show(call, lot, cancel)), cancel);
}

public static class LineageErrors
{
    public static readonly Error BadDirection = Error.Invalid("direction-invalid", "The direction is back, forward or both.", new FieldFault("direction", "must be back, forward or both."));

    public static readonly Error BadDepth = Error.Invalid(
        "depth-invalid", $"The depth is a whole number from 1 to {LineageStore.MaxDepth}.", new FieldFault("depth", $"must be 1 to {LineageStore.MaxDepth}."));
}

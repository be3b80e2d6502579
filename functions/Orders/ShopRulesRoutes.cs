using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>How a cooperative sells: its commission, what delivery costs, and how much cash on delivery goes without a call.</summary>
public sealed class PutShopRules(Gate<PutShopRules> gate, TradeStore trade)
{
    [Function("PutShopRules"), Allow(Permission.ManageCooperative)]
    [Describe("Says how the cooperative sells, for orders from now on.", Request = typeof(ShopRules), Response = typeof(ShopRules), IfMatch = true, Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/shop-rules")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<ShopRules>()).Then(read => read.Check()).Try(out var rules, out var error)) return error;
            var changed = await trade.Change(call.Coop, board => Task.FromResult(Decide(call, board, rules)), cancel);
            return changed.Then<Reply>(done => done.Outcome == TradeOutcome.Changed ? OrderErrors.Busy : ShopRulesVersions.Answer(rules));
        }, cancel);

    private static Result<(TradeBatch Batch, ShopRules Rules)> Decide(Call call, Versioned<Board> board, ShopRules rules) =>
        EntityTag.IsAsked(call.Request) && !EntityTag.Fits(call.Request, ShopRulesVersions.Of(board.Value.Shop))
            ? EntityTagErrors.Changed
            : (new TradeBatch(call.Coop).Together().Board(board.Value with { Rules = rules }, board.Version), rules);
}

public sealed class GetShopRules(Gate<GetShopRules> gate, TradeStore trade)
{
    [Function("GetShopRules"), Allow(Permission.ReadCooperative)]
    [Describe("Shows how the cooperative sells.", Response = typeof(ShopRules))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/shop-rules")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => ShopRulesVersions.Answer((await trade.Board(call.Coop, cancel))?.Value.Shop ?? ShopRules.Usual), cancel);
}

/// <summary>The rules lie on the board, whose own version changes with every order: theirs is what they say.</summary>
internal static class ShopRulesVersions
{
    public static string Of(ShopRules rules) => AgriTraceJson.Write(rules);

    public static Reply Answer(ShopRules rules) => Reply.Ok(rules).With("ETag", EntityTag.Of(Of(rules)));
}

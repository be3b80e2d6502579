using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Functions.Cooperatives;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Catalogue;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <param name="Gtin">With 14 digits.</param>
public sealed record GtinGrantBody(string Gtin, string Coop);

/// <summary>Lets a cooperative use a GTIN outside its own prefix, once the brand owner told the operator so.</summary>
public sealed class PutGtinGrant(Gate<PutGtinGrant> gate, MasterData master, GtinGrants grants)
{
    [Function("PutGtinGrant"), Allow(Permission.OperatePlatform)]
    [Describe("Lets a cooperative use a GTIN of another company, whose owner granted it. Takes no body.",
        Response = typeof(GtinGrantBody), Status = 201, Also = [200])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/operator/gtin-grants/{gtin}/{coop}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!Gtin.TryParse(call.Route("gtin")).Try(out var gtin, out var error)) return error;
            if (!(await master.Owner(call, cancel)).Try(out var coop, out error)) return error;
            var body = new GtinGrantBody(gtin.Digits, coop.Id);
            return Reply.Json(await grants.Add(gtin, coop.Id, cancel) ? StatusCodes.Status201Created : StatusCodes.Status200OK, body);
        }, cancel);
}

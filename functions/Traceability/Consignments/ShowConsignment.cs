using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Traceability.Consignments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Consignments;

/// <summary>What somebody outside sees of a consignment: a page, or a file for their own system.</summary>
public sealed class ShowConsignment(Gate<ShowConsignment> gate, ConsignmentLink link, ConsignmentSheets sheets, Tokens tokens, Pages pages, TimeProvider clock)
{
    [Function("ShowConsignment"), Allow(Permission.Anyone), Costly]
    [Describe("What is recorded of the lots of a consignment, for whoever has its link: a page, CSV, EPCIS, JSON, or JSON that is signed.",
        Response = typeof(ConsignmentSheet), Produces = ["text/html", "text/csv", "application/ld+json", "application/jose"],
        Query = [ConsignmentLink.Key, "format", "lang"], Problems = [410])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "consignments/{coop}/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await link.Open(call, cancel)).Try(out var consignment, out var error)) return error;
            if (!(await sheets.Of(consignment, cancel)).Try(out var content, out error)) return error;
            return (await Show(call, consignment, content)).Map(ConsignmentLink.Guarded);
        }, cancel);

    private async Task<Result<Reply>> Show(Call call, Consignment consignment, ConsignmentContent content) => call.Query("format") switch
    {
        "csv" => ConsignmentCsv.Of(content.Sheet),
        "epcis" => Reply.Bytes(QueryDocument.WriteFile(content.Events, clock.GetUtcNow()), "application/ld+json")
            .With("Content-Disposition", $"attachment; filename=\"{consignment.Id}.jsonld\""),
        "json" => Reply.Ok(content.Sheet),
        Jose.Format => tokens.Sign(Reply.Ok(content.Sheet).Body, SignedType.Consignment).Map(jws => Jose.Reply(jws, $"{consignment.Id}.jws")),
        null when !Accept.PrefersHtml(call.Request) && Accept.Weight(call.Request, "application/json") > 0 => Reply.Ok(content.Sheet),
        _ => await pages.Show(call.Request, ConsignmentViews.Of(content.Sheet, ConsignmentLink.Of(consignment, call.Query(ConsignmentLink.Key)!))),
    };
}

using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Functions.Cooperatives;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability.Consignments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Consignments;

/// <summary>What a laboratory wrote of the lots of a consignment. The link opens what its inspections name, and no other document.</summary>
public sealed class ShowConsignedDocument(Gate<ShowConsignedDocument> gate, ConsignmentLink link, ConsignmentSheets sheets, CoopDocuments documents)
{
    [Function("ShowConsignedDocument"), Allow(Permission.Anyone), Costly]
    [Describe("A document that an inspection of a consignment names, for whoever has its link.",
        Produces = ["application/pdf", "image/jpeg", "image/png"], Query = [ConsignmentLink.Key], Problems = [410])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "consignments/{coop}/{id}/documents/{document}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await link.Open(call, cancel)).Try(out var consignment, out var error)) return error;
            if (!(await sheets.Of(consignment, cancel)).Try(out var content, out error)) return error;

            var id = call.Route("document");
            var path = ConsignmentSheet.PathOf(consignment, id);
            if (!content.Sheet.Inspections.Any(one => one.Documents.Contains(path))) return DocumentErrors.NoSuchDocument;
            return await documents.Open(consignment.Coop, id, cancel) is { } document ? ConsignmentLink.Guarded(DocumentReply.Of(document)) : DocumentErrors.NoSuchDocument;
        }, cancel);
}

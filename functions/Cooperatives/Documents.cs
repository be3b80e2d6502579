using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <param name="Path">Where people of the cooperative read it; an event names it with the address of this site before it.</param>
public sealed record DocumentBody(string Id, string Path);

/// <summary>How an uploaded file is answered: it is not ours, so a browser must neither run nor guess anything in it.</summary>
internal static class DocumentReply
{
    private const string Policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>A picture is shown; a PDF is saved, since its reader is a program of its own.</summary>
    public static Reply Of(CoopDocument document) => Reply.Bytes(document.Bytes, document.ContentType)
        .With("Content-Disposition", $"{(document.Extension == "pdf" ? "attachment" : "inline")}; filename=\"{document.Id}.{document.Extension}\"")
        .With("Content-Security-Policy", Policy)
        .With("Cross-Origin-Resource-Policy", "same-origin");
}

/// <summary>Takes in a document that events name, such as a laboratory result.</summary>
public sealed class UploadDocument(Gate<UploadDocument> gate, MasterData master, CoopDocuments documents)
{
    [Function("UploadDocument"), Allow(Permission.RecordProduction, MaxBody = Limits.Document)]
    [Describe("Keeps a PDF, JPEG or PNG, such as a laboratory result. The same file gets the same id.",
        Consumes = "application/octet-stream", Response = typeof(DocumentBody), Status = 201)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/documents")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.RawBody()).Try(out var bytes, out var error) || !(await master.Owner(call, cancel)).Try(out _, out error)) return error;
            return (await documents.Keep(call.Coop, bytes, cancel)).Map(id => Kept(new DocumentBody(id, $"/documents/{call.Coop}/{id}")));
        }, cancel);

    private static Reply Kept(DocumentBody body) => Reply.Created(body.Path, body);
}

/// <summary>A document, for programs.</summary>
public sealed class GetDocument(Gate<GetDocument> gate, CoopDocuments documents)
{
    [Function("GetDocument"), Allow(Permission.ReadCooperative)]
    [Describe("An uploaded document.", Produces = ["application/pdf", "image/jpeg", "image/png"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/documents/{document}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => DocumentPages.Show(call, documents, cancel), cancel);
}

/// <summary>The same for people who are signed in with a browser, by the address that events name.</summary>
public sealed class ShowDocument(Gate<ShowDocument> gate, CoopDocuments documents)
{
    [Function("ShowDocument"), Allow(Permission.ReadCooperative, Browser = true)]
    [Describe("An uploaded document, in a browser.", Produces = ["application/pdf", "image/jpeg", "image/png"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "documents/{coop}/{document}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => DocumentPages.Show(call, documents, cancel), cancel);
}

internal static class DocumentPages
{
    public static Task<Result<Reply>> Show(Call call, CoopDocuments documents, CancellationToken cancel) => call.Id("document").Then<Reply>(async id =>
        await documents.Open(call.Coop, id, cancel) is { } document ? DocumentReply.Of(document) : DocumentErrors.NoSuchDocument);
}

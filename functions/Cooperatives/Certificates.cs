using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <param name="Document">The path of the uploaded certificate; absent where there is none.</param>
/// <param name="Status">Today, in Viet Nam.</param>
public sealed record CertificateBody(
    string Id, string Scheme, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidTo, IReadOnlyList<string> Plots, CertificateStatus Status, string? Document)
{
    public static CertificateBody Of(string coop, Certificate certificate, DateTimeOffset now) => new(
        certificate.Id, certificate.Scheme, certificate.Number, certificate.Issuer, certificate.ValidFrom, certificate.ValidTo, certificate.Plots, certificate.StatusAt(now),
        certificate.Document is null ? null : $"{PathOf(coop, certificate.Id)}/document");

    internal static string PathOf(string coop, string id) => $"/api/coops/{coop}/certificates/{id}";
}

public sealed record CertificateListBody(IReadOnlyList<CertificateBody> Items);

public sealed class PutCertificate(Gate<PutCertificate> gate, MasterData master, CoopStore coops, Certificates certificates, TimeProvider clock)
{
    [Function("PutCertificate"), Allow(Permission.ManageCooperative)]
    [Describe("Adds a certificate of plots, or replaces it, but for its document. The trace records that it concerns follow a moment later.",
        Request = typeof(CertificateInput), Response = typeof(CertificateBody), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/certificates/{certificate}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("certificate").Try(out var id, out var error)) return error;
            if (!(await call.Body<CertificateInput>()).Try(out var input, out error) || !input.Read(id).Try(out var certificate, out error)) return error;
            if (!(await master.Owner(call, cancel)).Try(out var coop, out error)) return error;
            if (input.Unknown((await coops.Plots(coop.Id, cancel)).Select(plot => plot.Id).ToHashSet()) is { } unknown) return unknown;

            return await master.Put(
                call, CoopKeys.Certificate(coop.Id, id), Write, CertificateBody.PathOf(coop.Id, id), () => CertificateBody.Of(coop.Id, certificate, clock.GetUtcNow()), cancel);

            async Task<Written?> Write(string? over)
            {
                if (await certificates.Keep(coop.Id, certificate, over, cancel) is not var (written, kept)) return null;
                certificate = kept;
                return written;
            }
        }, cancel);
}

public sealed class ListCertificates(Gate<ListCertificates> gate, CoopStore coops, TimeProvider clock)
{
    [Function("ListCertificates"), Allow(Permission.ReadCooperative)]
    [Describe("The certificates of the cooperative by id, those that have ended too.", Response = typeof(CertificateListBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/certificates")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => Reply.Ok(new CertificateListBody(
            [.. (await coops.Certificates(call.Coop, cancel)).Select(certificate => CertificateBody.Of(call.Coop, certificate, clock.GetUtcNow()))])), cancel);
}

public sealed class GetCertificate(Gate<GetCertificate> gate, MasterData master, TimeProvider clock)
{
    [Function("GetCertificate"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a certificate, and how it stands today.", Response = typeof(CertificateBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/certificates/{certificate}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("certificate").Then(id => master.Get(
            CoopKeys.Certificate(call.Coop, id), found => Task.FromResult(CertificateBody.Of(call.Coop, found, clock.GetUtcNow())), DocumentErrors.NoSuchCertificate, cancel)), cancel);
}

/// <summary>Keeps the certificate itself, as its issuer sent it.</summary>
public sealed class PutCertificateDocument(Gate<PutCertificateDocument> gate, CoopStore coops, Certificates certificates, CoopDocuments documents, TimeProvider clock)
{
    /// <remarks>The file comes first: a crash after it leaves a file that nothing names, and the repeat stores it again under the same name.</remarks>
    [Function("PutCertificateDocument"), Allow(Permission.ManageCooperative, MaxBody = Limits.Document)]
    [Describe("Keeps the PDF of a certificate.", Consumes = "application/pdf", Response = typeof(CertificateBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/certificates/{certificate}/document")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("certificate").Try(out var id, out var error) || !(await call.RawBody()).Try(out var bytes, out error)) return error;
            if (await coops.Load(CoopKeys.Certificate(call.Coop, id), cancel) is null) return DocumentErrors.NoSuchCertificate;
            return await (await documents.KeepPdf(call.Coop, bytes, cancel)).Then(async document =>
                (await certificates.Attach(call.Coop, id, document, cancel)).Map(kept => Reply.Ok(CertificateBody.Of(call.Coop, kept, clock.GetUtcNow()))));
        }, cancel);
}

public sealed class GetCertificateDocument(Gate<GetCertificateDocument> gate, CoopStore coops, CoopDocuments documents)
{
    [Function("GetCertificateDocument"), Allow(Permission.ReadCooperative)]
    [Describe("The PDF of a certificate.", Produces = ["application/pdf"])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/certificates/{certificate}/document")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("certificate").Then<Reply>(async id =>
            await coops.Load(CoopKeys.Certificate(call.Coop, id), cancel) is { Value.Document: { } name } && await documents.Open(call.Coop, name, cancel) is { } document
                ? DocumentReply.Of(document)
                : DocumentErrors.NoSuchDocument), cancel);
}

using AgriTrace.Domain.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Http;

/// <summary>What programs can call, and how.</summary>
public sealed class OpenApi(Gate<OpenApi> gate, OpenApiDocument document)
{
    [Function("OpenApi"), Allow(Permission.Anyone)]
    [Describe("This description of every route.", Produces = ["application/json"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, _ => Task.FromResult<Domain.Result<Reply>>(Reply.Bytes(document.Json, "application/json; charset=utf-8")), cancel);
}

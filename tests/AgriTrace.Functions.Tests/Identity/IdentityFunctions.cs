using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class AuditedRead(Gate<AuditedRead> gate)
{
    [Function("TestAuditedRead"), Allow(Permission.ReadCooperative, Audited = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/audited/{coop}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Domain.Result<Reply>>(Reply.Ok(call.Coop)), cancel);
}

public sealed class APage(Gate<APage> gate)
{
    [Function("TestPage"), Allow(Permission.Anyone, Browser = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/page")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Domain.Result<Reply>>(Reply.Ok(call.Caller.Name)), cancel);
}

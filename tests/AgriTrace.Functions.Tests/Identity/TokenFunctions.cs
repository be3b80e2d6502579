using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>Who the gate found to be calling.</summary>
public sealed record WhoBody(Role? Role, string? Coop, string? Member, string? Device);

public sealed class Who(Gate<Who> gate)
{
    [Function("TestWho"), Allow(Permission.ReadCooperative)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/who/{coop}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Domain.Result<Reply>>(
            Reply.Ok(new WhoBody(call.Caller.Role, call.Caller.Coop, call.Caller.Member, call.Caller.Device))), cancel);
}

public sealed class WhoOperates(Gate<WhoOperates> gate)
{
    [Function("TestWhoOperates"), Allow(Permission.OperatePlatform)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/operates")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Domain.Result<Reply>>(
            Reply.Ok(new WhoBody(call.Caller.Role, call.Caller.Coop, call.Caller.Member, call.Caller.Device))), cancel);
}

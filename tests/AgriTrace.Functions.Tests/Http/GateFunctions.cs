using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Tests.Http;

public enum Colour
{
    DarkGreen,
    Yellow,
}

public sealed record EchoLine(string Name, decimal Quantity, Colour? Colour = null);

public sealed record EchoBody(string Title, IReadOnlyList<EchoLine> Lines, int? Count = null, DateTimeOffset? At = null);

public sealed class Echo(Gate<Echo> gate)
{
    [Function("TestEcho"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "t/echo")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async call => (await call.Body<EchoBody>()).Map(Reply.Ok), cancel);
}

public sealed class Broken(Gate<Broken> gate)
{
    [Function("TestBroken"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/broken")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, _ => throw new InvalidOperationException("the secret cause"), cancel);
}

public sealed class OfCoop(Gate<OfCoop> gate)
{
    [Function("TestOfCoop"), Allow(Permission.OperatePlatform)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/coops/{coop}/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Domain.Result<Reply>>(Reply.Ok(call.Route("id"))), cancel);
}

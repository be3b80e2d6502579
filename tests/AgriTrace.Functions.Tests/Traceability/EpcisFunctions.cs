using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>Refuses with the kind and code of its path, as a function below <c>/epcis</c> would.</summary>
public sealed class EpcisRefusal(Gate<EpcisRefusal> gate)
{
    [Function("TestEpcisRefusal"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/t/{kind}/{code}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Result<Reply>>(
            new Error(Enum.Parse<ErrorKind>(call.Route("kind")), call.Route("code"), "So it is.") { Facts = new Dictionary<string, object?> { [LimitErrors.RetryAfter] = 1 } }), cancel);
}

public sealed class EpcisBroken(Gate<EpcisBroken> gate)
{
    [Function("TestEpcisBroken"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/t/broken")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, _ => throw new InvalidOperationException("the secret cause"), cancel);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Operations;

/// <param name="Status"><c>ok</c> or <c>unavailable</c>.</param>
/// <param name="Storage">The same for storage alone.</param>
public sealed record HealthBody(string Status, string Storage);

/// <summary>For load balancers and probes: one point read, two seconds at most.</summary>
public sealed class Health(Gate<Health> gate, PlatformStatus platform)
{
    private static readonly HealthBody Ok = new("ok", "ok");
    private static readonly HealthBody Unavailable = new("unavailable", "unavailable");

    [Function("Health"), Allow(Permission.Anyone, Pace = Pace.Free)]
    [Describe("Says whether the platform and its storage answer.", Response = typeof(HealthBody), Also = [503])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (_, cancel) => await platform.StorageAnswers(cancel)
            ? Reply.Ok(Ok)
            : Reply.Json(StatusCodes.Status503ServiceUnavailable, Unavailable), cancel);
}

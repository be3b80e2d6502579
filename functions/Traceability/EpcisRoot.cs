using System.Text.Json.Serialization;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>Names of what lies one step below, as EPCIS 2.0 lists them.</summary>
public sealed record EpcisCollection([property: JsonPropertyName("@context")] string Context, string Type, IReadOnlyList<string> Member)
{
    public static EpcisCollection Of(IReadOnlyList<string> member) => new(EpcisContext.StandardUri, "Collection", member);
}

/// <summary>What the EPCIS interface has at its top.</summary>
public sealed class EpcisRoot(Gate<EpcisRoot> gate)
{
    private static readonly string[] Resources = ["events", .. EpcisResource.All.Select(one => one.Name), "capture", "queries"];

    [Function("EpcisRoot"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists the top-level resources of the EPCIS interface.", Response = typeof(EpcisCollection), Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(EpcisCall.Read(call).Map(epcis => epcis.Ok(EpcisCollection.Of(Resources)))), cancel);
}

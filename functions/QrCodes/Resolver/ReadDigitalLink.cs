using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Resolver;

/// <param name="Elements">As a scanner sends them, <c>^</c> in the place of FNC1.</param>
/// <param name="Keys">The primary key and its qualifiers.</param>
/// <param name="Attributes">What stands behind the question mark.</param>
public sealed record DigitalLinkBody(
    string Elements, IReadOnlyDictionary<string, string> Keys, IReadOnlyDictionary<string, string> Attributes, string Canonical);

/// <summary>Shows integrators how an address is read. Pure, so that anybody may try as they like.</summary>
public sealed class ReadDigitalLink(Gate<ReadDigitalLink> gate)
{
    [Function("ReadDigitalLink"), Allow(Permission.Anyone)]
    [Describe("Reads a GS1 Digital Link of any site, or says what is wrong with it. unknownAis=permit lets pass AIs that GS1 gave no meaning yet.",
        Response = typeof(DigitalLinkBody), Query = ["uri", "unknownAis"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/digital-link")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(DigitalLinkUri.Parse(call.Query("uri") ?? "", call.Query("unknownAis") == "permit").Map(Show)), cancel);

    private static Reply Show(DigitalLinkUri link) =>
        Reply.Ok(new DigitalLinkBody(link.Elements, link.Keys, link.Attributes.ToDictionary(attribute => attribute.Ai, attribute => attribute.Value), link.Canonical));
}

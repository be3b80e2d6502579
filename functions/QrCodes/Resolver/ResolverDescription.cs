using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Resolver;

public sealed record LinkNamespace(string Namespace, string Prefix);

public sealed record ResolverContact(string Fn);

/// <summary>GS1's resolver description file. It has no member that says that compressed links are not read; docs/resolver.md does.</summary>
public sealed record ResolverBody(
    string Name, string ResolverRoot, IReadOnlyList<string> SupportedPrimaryKeys, IReadOnlyList<LinkNamespace> SupportedLinkType, bool LinkTypeDefaultCanBeLinkset,
    string JsonLdContextLocation, ResolverContact Contact);

public sealed class ResolverDescription(Gate<ResolverDescription> gate, SiteSettings site)
{
    /// <summary>Codes of other keys are read, and nobody here has anything to say of them.</summary>
    private static readonly string[] Keys = ["01"];

    [Function("ResolverDescription"), Allow(Permission.Anyone)]
    [Describe("What this GS1 resolver can do.", Response = typeof(ResolverBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/gs1resolver")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, _ => Task.FromResult<Domain.Result<Reply>>(Reply.Ok(new ResolverBody(
                "AgriTrace", Linkset.Root(site), Keys, [new LinkNamespace(LinkType.Vocabulary, LinkType.Prefix)], LinkTypeDefaultCanBeLinkset: false, Linkset.Context, new ResolverContact("AgriTrace")))
            .With("Access-Control-Allow-Origin", "*").With("Cross-Origin-Resource-Policy", "cross-origin").With("Cache-Control", "public, max-age=3600")), cancel);
}

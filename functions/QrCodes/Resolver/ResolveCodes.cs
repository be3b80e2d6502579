using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Resolver;

/// <summary>Resolves a GS1 Digital Link of any primary key.</summary>
public sealed class ResolveDigitalLink(Gate<ResolveDigitalLink> gate, CodeResolver resolver)
{
    /// <summary>The primary keys of the table of AIs; a test holds the two together.</summary>
    private const string Route = "{key:regex(^(00|01|253|255|401|402|414|415|417|8003|8004|8006|8010|8013|8017|8018)$)}/{*rest}";

    /// <remarks>The name sorts behind all but <see cref="UnknownRoute"/>, because the Functions host asks functions in the order of their names.</remarks>
    [Function("ZzResolveDigitalLink"), Allow(Permission.Anyone)]
    [Describe("Leads a GS1 Digital Link to its page, to a link of the type that is asked for, or shows all its links.",
        Produces = [LinkWish.LinksetType], Status = 307, Also = [200, 204, 300], Query = ["linkType"], Headers = ["Accept-Language"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = Route)] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (_, cancel) => resolver.Answer(request, DigitalLinkUri.Parse("https://resolver" + TargetOf(request), unknownAis: true).Then(LinkAddress.Of), cancel), cancel);

    /// <summary>As it came over the wire: a decoded path no longer tells %2F from %252F.</summary>
    private static string TargetOf(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] and var raw ? raw : request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
}

/// <summary>The same for a product of a cooperative without a GS1 prefix.</summary>
public sealed class ResolveOwnProduct(Gate<ResolveOwnProduct> gate, CodeResolver resolver)
{
    [Function("ResolveOwnProduct"), Allow(Permission.Anyone)]
    [Describe("The link of a product without GTIN: leads to the shop.",
        Produces = [LinkWish.LinksetType], Status = 307, Also = [200, 204, 300], Query = ["linkType"], Headers = ["Accept-Language"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "p/{coop}/{product}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => resolver.Answer(request, call.Id("product").Map(slug => LinkAddress.Of(new ProductId($"{call.Coop}/{slug}"))), cancel), cancel);
}

/// <summary>The same for a lot of it.</summary>
public sealed class ResolveOwnLot(Gate<ResolveOwnLot> gate, CodeResolver resolver)
{
    [Function("ResolveOwnLot"), Allow(Permission.Anyone)]
    [Describe("The link of a lot without GTIN: leads to its trace page.",
        Produces = [LinkWish.LinksetType], Status = 307, Also = [200, 204, 300], Query = ["linkType"], Headers = ["Accept-Language"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "p/{coop}/{product}/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => resolver.Answer(request, LotRoutes.OwnLot(call).Map(LinkAddress.Of), cancel), cancel);
}

/// <summary>The same for one item of it.</summary>
public sealed class ResolveOwnItem(Gate<ResolveOwnItem> gate, CodeResolver resolver)
{
    [Function("ResolveOwnItem"), Allow(Permission.Anyone)]
    [Describe("The link of an item without GTIN: leads to its trace page.",
        Produces = [LinkWish.LinksetType], Status = 307, Also = [200, 204, 300], Query = ["linkType"], Headers = ["Accept-Language"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "p/{coop}/{product}/{lot}/{serial}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => resolver.Answer(request, LotRoutes.Item(call, LotRoutes.OwnLot).Map(LinkAddress.Of), cancel), cancel);
}

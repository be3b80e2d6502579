using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.QrCodes.Resolver;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.QrCodes.Resolver;

/// <summary>Leads a code to where it belongs (GS1-Conformant Resolver 1.2). A lot or item that is asked for nothing else costs no storage.</summary>
public sealed class CodeResolver(LinkStore links, LotStore lots, ProblemPages pages, SiteSettings site)
{
    /// <summary>A scanner elsewhere may ask from its own page, and refusals say as much to it as answers.</summary>
    internal async Task<Result<Reply>> Answer(HttpRequest request, Result<LinkAddress> address, CancellationToken cancel)
    {
        var answer = HttpMethods.IsOptions(request.Method) ? Preflight() : await address.Then(known => Resolve(request, known, cancel));
        var reply = answer.Try(out var good, out var error) ? good : await pages.Of(request, error);
        reply = reply.With("Access-Control-Allow-Origin", "*").With("Access-Control-Expose-Headers", "Link, Location").With("Cross-Origin-Resource-Policy", "cross-origin")
            .With("Vary", "Accept, Accept-Language");
        return address.Try(out var named, out _) ? reply.With("Link", LinkHeader(named, answer.IsOk && reply.ContentType == LinkWish.LinksetType)) : reply;
    }

    private static Result<Reply> Preflight() =>
        Reply.NoContent().With("Allow", "GET, HEAD, OPTIONS").With("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
            .With("Access-Control-Allow-Headers", "Accept, Accept-Language").With("Access-Control-Max-Age", "86400");

    private string LinkHeader(LinkAddress address, bool isLinkset)
    {
        var all = $"<{Linkset.Root(site)}{address.Path}?linkType=linkset>; rel=\"linkset\"; type=\"{LinkWish.LinksetType}\"; title=\"All links of this code\"";
        return isLinkset ? $"{all}, <{Linkset.Context}>; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"" : all;
    }

    private async Task<Result<Reply>> Resolve(HttpRequest request, LinkAddress address, CancellationToken cancel)
    {
        var wish = LinkWish.Of(request);
        if (wish.Linkset) return await All(address, cancel);
        if (wish.Type is { } type) return await OfType(request, address, type, cancel);
        if (address.TracedPath is { } traced) return Redirect(request, TypedLink.ToScanPage(traced));
        return DefaultOf(address, await links.OfProduct(address.Product, cancel)) is { } target ? Redirect(request, target) : ResolverErrors.NothingKnown;
    }

    /// <summary>Every level on its own, the finest first. Three reads at once.</summary>
    private async Task<Result<Reply>> All(LinkAddress address, CancellationToken cancel)
    {
        var product = links.OfProduct(address.Product, cancel);
        var ofLot = address.Lot is { } lot ? links.OfLot(lot, cancel) : Task.FromResult<IReadOnlyList<TypedLink>>([]);
        var claim = address.Lot is { } claimed ? lots.Find(claimed, cancel) : Task.FromResult<Domain.Traceability.LotClaim?>(null);
        await Task.WhenAll(product, ofLot, claim);

        var contexts = new List<LinkContext>();
        if (await claim is not null) contexts.AddRange(Traced(address, await ofLot));
        if (DefaultOf(address, await product) is { } target) contexts.Add(new(address.ProductPath, target, OfProduct(address, await product)));
        return contexts.Count == 0 ? ResolverErrors.NothingKnown : Linkset.Answer(StatusCodes.Status200OK, contexts, site);
    }

    private static IEnumerable<LinkContext> Traced(LinkAddress address, IReadOnlyList<TypedLink> ofLot)
    {
        if (address.Item is { } item && TypedLink.ToScanPage(item.Path) is var ofItem) yield return new(item.Path, ofItem, [ofItem]);
        if (address.Lot is { } lot && TypedLink.ToScanPage(lot.Path) is var scan) yield return new(lot.Path, scan, [scan, .. ofLot]);
    }

    /// <summary>The finest level that has the type answers; one read a level, and none for the scan page.</summary>
    private async Task<Result<Reply>> OfType(HttpRequest request, LinkAddress address, string asked, CancellationToken cancel)
    {
        var type = LinkType.NameIn(asked);
        if (type == LinkType.Traceability.Name && address.TracedPath is { } traced) return Redirect(request, TypedLink.ToScanPage(traced));

        if (address.Lot is { } lot && Found(request, lot.Path, await links.OfLot(lot, cancel), type) is { } ofLot) return ofLot;
        var known = await links.OfProduct(address.Product, cancel);
        if (Found(request, address.ProductPath, OfProduct(address, known), type) is { } ofProduct) return ofProduct;
        return known.Count == 0 && address.Lot is null ? ResolverErrors.NothingKnown : ResolverErrors.NoLinkOfType(asked);
    }

    /// <returns>A redirect, the choice between those that cannot be told apart, or null.</returns>
    private Reply? Found(HttpRequest request, string path, IEnumerable<TypedLink> links, string? type) =>
        LinkWish.Choose(request, links.Where(link => link.Type == type)) switch
        {
            [] => null,
            [var only] => Redirect(request, only),
            var several => Linkset.Answer(StatusCodes.Status300MultipleChoices, [new(path, null, several)], site),
        };

    /// <summary>307, since a code may lead elsewhere one day; the whole query goes along, as the standard wants.</summary>
    private static Reply Redirect(HttpRequest request, TypedLink link)
    {
        var query = request.QueryString.ToUriComponent();
        var reply = link.IsOurs ? Reply.Redirect(StatusCodes.Status307TemporaryRedirect, SitePath.WithQuery(link.Href, query)) : Reply.ToKeptLink(link, query);
        return reply.With("Cache-Control", "public, max-age=300");
    }

    private static IReadOnlyList<TypedLink> OfProduct(LinkAddress address, IReadOnlyList<KeptLinks> known) =>
        [.. known.Select(kept => TypedLink.ToShop(kept.Coop, address.Product)), .. known.SelectMany(kept => kept.Links)];

    /// <summary>Where the first that had the product lets it lead, or its shop page; null where nobody has it. Who came later does not turn it away.</summary>
    private static TypedLink? DefaultOf(LinkAddress address, IReadOnlyList<KeptLinks> known) =>
        known.Count == 0 ? null : known[0].Links.FirstOrDefault(link => link.Default) ?? TypedLink.ToShop(known[0].Coop, address.Product);
}

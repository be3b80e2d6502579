using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.QrCodes.Resolver;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Resolver;

public sealed record LinkBody(string LinkType, string Href, string Title, IReadOnlyList<string> Hreflang, string? Type, bool Default);

public sealed record LinksBody(IReadOnlyList<LinkBody> Links)
{
    public static LinksBody Of(IEnumerable<TypedLink> links) =>
        new([.. links.Select(link => new LinkBody(LinkType.Prefix + link.Type, link.Href, link.Title, link.Hreflang, link.MediaType, link.Default))]);
}

/// <summary>What the links of a cooperative are kept for.</summary>
/// <param name="Lot">Null for the product itself.</param>
internal sealed record Linked(ProductId Product, LotId? Lot);

public sealed class PutLinks(Gate<PutLinks> gate, LinkedThings things, LinkStore store)
{
    [Function("PutLinks"), Allow(Permission.ManageLinks)]
    [Describe("Says where the code of a product (01/{gtin} or p/{product}) or lot (01/{gtin}/10/{lot} or p/{product}/{lot}) leads beside our own pages; replaces all links of it.",
        Request = typeof(LinksInput), Response = typeof(LinksBody), IfMatch = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/links/{*thing}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await things.Of(call, cancel)).Try(out var thing, out var error)) return error;
            if (!(await call.Body<LinksInput>()).Then(input => input.Read(mayDefault: thing.Lot is null)).Try(out var links, out error)) return error;
            return await Keep(call, thing, links, cancel);
        }, cancel);

    private async Task<Result<Reply>> Keep(Call call, Linked thing, IReadOnlyList<TypedLink> links, CancellationToken cancel)
    {
        string? over = null;
        if (EntityTag.IsAsked(call.Request))
        {
            over = (await store.Find(call.Coop, thing.Product, thing.Lot?.Lot, cancel))?.Version;
            if (!EntityTag.Fits(call.Request, over)) return EntityTagErrors.Changed;
        }

        return await store.Put(call.Coop, thing.Product, thing.Lot?.Lot, links, over, cancel) is { } version
            ? Reply.Ok(LinksBody.Of(links)).With("ETag", EntityTag.Of(version))
            : EntityTagErrors.Changed;
    }
}

public sealed class GetLinks(Gate<GetLinks> gate, LinkedThings things, LinkStore store)
{
    [Function("GetLinks"), Allow(Permission.ManageLinks)]
    [Describe("The links that the cooperative set for a product or lot; none at first.", Response = typeof(LinksBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/links/{*thing}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await things.Of(call, cancel)).Then<Reply>(async thing =>
        {
            var kept = await store.Find(call.Coop, thing.Product, thing.Lot?.Lot, cancel);
            var reply = Reply.Ok(LinksBody.Of(kept?.Value.Links ?? []));
            return kept is null ? reply : reply.With("ETag", EntityTag.Of(kept.Version));
        }), cancel);
}

/// <summary>Finds the product or lot that a path below <c>links</c> names, which must be the cooperative's own.</summary>
public sealed class LinkedThings(CoopStore coops, LotStore lots)
{
    internal async Task<Result<Linked>> Of(Call call, CancellationToken cancel)
    {
        if (!Named(call.Coop, call.Route("thing").Split('/')).Try(out var named, out var error)) return error;
        if (named.Lot is { } lot) return (await lots.Find(lot, cancel))?.Coop == call.Coop ? named : TraceabilityErrors.NoSuchLot;
        return await coops.Product(call.Coop, named.Product, cancel) is null ? CatalogueErrors.NoSuchProduct(named.Product.Name) : named;
    }

    private static Result<Linked> Named(string coop, string[] path) => path switch
    {
        ["01", var gtin] => Gtin.TryParse(gtin).Map(digits => new Linked(new ProductId(digits.Digits), null)),
        ["01", var gtin, "10", var lot] => Gtin.TryParse(gtin).Then(digits => OfLot(LotId.Parse(coop, digits.Digits, lot))),
        ["p", var slug] => Slug.Parse("product", slug).Map(product => new Linked(new ProductId($"{coop}/{product}"), null)),
        ["p", var slug, var lot] => Slug.Parse("product", slug).Then(product => OfLot(LotNumber.TryMake(lot).Map(number => new LotId(new ProductId($"{coop}/{product}"), number.Text)))),
        _ => RouteErrors.Unknown,
    };

    private static Result<Linked> OfLot(Result<LotId> lot) => lot.Map(id => new Linked(id.Product, id));
}

using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.QrCodes.Resolver;

/// <summary>What a code names: a product, maybe a lot of it, maybe one item.</summary>
/// <param name="Path">Its own, with all that it says.</param>
public sealed record LinkAddress(string Path, ProductId Product, LotId? Lot, ItemId? Item)
{
    /// <summary>Where it leads unless something else is asked for; null for a product alone.</summary>
    public string? TracedPath => Item?.Path ?? Lot?.Path;

    public string ProductPath => PathOf(Product);

    public static string PathOf(ProductId product) => product.IsGtin ? $"/01/{product.Key}" : $"/p/{product.Key}";

    public static LinkAddress Of(ProductId product) => new(PathOf(product), product, null, null);

    public static LinkAddress Of(LotId lot) => new(lot.Path, lot.Product, lot, null);

    public static LinkAddress Of(ItemId item) => new(item.Path, item.Lot.Product, item.Lot, item);

    /// <summary>Only trade items are known here; and no lot or item of ours has a slash in its number.</summary>
    public static Result<LinkAddress> Of(DigitalLinkUri link)
    {
        if (link.Key.Ai != "01" || !Gtin.TryParse(link.Key.Value).Try(out var gtin, out _)) return ResolverErrors.NothingKnown;

        var product = new ProductId(gtin.Digits);
        if (link.Find("10") is not { } number) return Of(product) with { Path = PathOf(link) };
        if (!LotNumber.TryMake(number).Try(out _, out _)) return ResolverErrors.NothingKnown;

        var lot = new LotId(product, number);
        if (link.Find("21") is not { } serial) return Of(lot) with { Path = PathOf(link) };
        return ItemId.Parse(lot, serial).Try(out var item, out _) ? Of(item) with { Path = PathOf(link) } : ResolverErrors.NothingKnown;
    }

    private static string PathOf(DigitalLinkUri link) =>
        string.Concat(link.Qualifiers.Prepend(link.Key).Select(element => $"/{element.Ai}/{Uri.EscapeDataString(element.Value)}"));
}

public static class ResolverErrors
{
    public static readonly Error NothingKnown = Error.NotFound("nothing-known", "The code is well formed, and nobody here has said anything of what it names.");

    public static Error NoLinkOfType(string type) =>
        Error.NotFound("no-such-link-type", $"There is no link of the type '{(type.Length <= 60 ? type : type[..60])}' here; linkType=linkset shows those that there are.");
}

using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <summary>The pictures of products, which are uploaded as documents are.</summary>
public sealed class ProductPictures(CoopDocuments documents, TradeStore trade, TraceDocuments records, BulkCalls calls)
{
    private const int MaxBytes = 200 * 1024;

    /// <summary>Why an uploaded document cannot be shown as a picture; null where it can, or none is wanted. One read.</summary>
    public async Task<Error?> Refusal(string coop, string? image, CancellationToken cancel) =>
        image is null || await documents.Open(coop, image, cancel) is { ContentType: "image/jpeg" or "image/png", Bytes.Length: <= MaxBytes } ? null : CatalogueErrors.NotAPicture;

    /// <summary>Lets the pages of lots in stock show it from now on; those of others do when something new happens to them.</summary>
    /// <remarks>A crash between the product and this leaves pages that show the picture when something new happens to their lots, as those of lots out of stock do.</remarks>
    public async Task Changed(string coop, Product before, Product after, CancellationToken cancel)
    {
        if (before.Image == after.Image || await trade.Board(coop, cancel) is not { } board) return;
        await calls.Each(board.Value.Lots.Values.Select(lot => lot.Id).Where(lot => lot.Product == after.Id), records.Outdate, cancel);
    }
}

/// <summary>The picture of a product, for its pages.</summary>
public sealed class ShowProductPicture(Gate<ShowProductPicture> gate, CoopStore coops, CoopDocuments documents)
{
    /// <remarks>What is uploaded is private, but for what a product names. The path changes with the picture, so it may be kept.</remarks>
    [Function("ShowProductPicture"), Allow(Permission.Anyone)]
    [Describe("The picture of a product.", Produces = ["image/jpeg", "image/png"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "pictures/{coop}/{product}/{image}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await ProductId.Parse(call.Coop, call.Route("product")).Then<Reply>(async id =>
            await coops.Product(call.Coop, id, cancel) is { Image: { } image } && image == call.Route("image") && await documents.Open(call.Coop, image, cancel) is { } picture
                ? Reply.Bytes(picture.Bytes, picture.ContentType).With("Cache-Control", "public, max-age=86400")
                : CatalogueErrors.NoSuchPicture), cancel);
}

using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability.Receipts;
using AgriTrace.Web;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Traceability.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>A weighing slip on paper, for the member to take home and both to sign.</summary>
public sealed class PrintReceipt(Gate<PrintReceipt> gate, ReceiptStore receipts, CoopStore coops, Pages pages)
{
    /// <summary>The end of an id is the part that differs between slips of one minute.</summary>
    private const int CodeLength = 8;

    [Function("PrintReceipt"), Allow(Permission.ReadReceipts, Browser = true)]
    [Describe("The page of a weighing slip, to print on a roll of 80 mm; a farmer's own to a farmer.", Produces = ["text/html"], Query = ["lang"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "coops/{coop}/receipts/{id}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await receipts.Of(call, cancel)).Then(async found =>
        {
            var page = await pages.Show(call.Request, await ViewOf(found.Value, cancel));
            return (Result<Reply>)page.With("Referrer-Policy", "no-referrer");
        }), cancel);

    /// <summary>What is gone is shown by its id: the slip holds no names, since these may have to be forgotten.</summary>
    private async Task<ReceiptView> ViewOf(Receipt slip, CancellationToken cancel)
    {
        var (coop, grower, plot, product) = (
            coops.Cooperative(slip.Coop, cancel), coops.Member(slip.Coop, slip.Member, cancel), coops.Plot(slip.Coop, slip.Plot, cancel), coops.Product(slip.Coop, slip.Product, cancel));
        await Task.WhenAll(coop, grower, plot, product);
        var name = (await product)?.Name;
        return new ReceiptView(
            $"/coops/{slip.Coop}/receipts/{slip.Id}", slip.Id[^CodeLength..].ToUpperInvariant(), (await coop)?.Name ?? slip.Coop, (await grower)?.Name ?? slip.Member,
            (await plot)?.Name ?? slip.Plot, new ProductName(name?.Vi ?? slip.Product.Name, name?.En), slip.At, slip.Unit,
            [.. slip.Lines.Select(LineOf)], slip.Net / 1000m, PriceOf(slip.Due), slip.AwaitsPrice, slip.Note, slip.Hold?.Detail);
    }

    private static ReceiptLineView LineOf(ReceiptLine line) => new(
        line.Weighed.Grade, line.Weighed.Gross / 1000m, line.Weighed.Tare / 1000m, line.Weighed.Deducted / 1000m, line.Weighed.Reason, line.Weighed.Net / 1000m, line.Weighed.Price,
        line.Price is { } price ? PriceOf(price.PerUnit) : null, line.Price is { } agreed ? PriceOf(agreed.Due) : null,
        new LotLink(line.Lot.Lot, line.Lot.Path), $"/qr{line.Lot.Path}.svg");

    private static Price PriceOf(Money money) => new(money.Amount, money.Currency);
}

using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Recalls;

/// <summary>A recall as a file that can be sorted and handed over: one row for each lot and each order that holds some of it.</summary>
public sealed class RecallFiles(CoopStore coops, LotStore lots, BulkCalls calls, SiteSettings site)
{
    /// <summary>21 CFR 1.1340(a) as far as we hold it, and article 6 of Circular 02/2024/TT-BKHCN; headings in both languages, because both read it.</summary>
    private static readonly string[] Columns =
    [
        "traceability_lot_code", "ma_truy_xuat", "gtin", "ten_san_pham", "product_description", "quantity", "unit", "in_stock", "sold", "consumed",
        "ngay_thu_hoach", "expiry_date", "lot_code_source", "dia_chi_nguon", "ship_from_location", "recipient_name", "recipient_address", "recipient_phone",
        "ship_date", "reference_document_type", "reference_document_number", "ly_do_thu_hoi", "recall_started_at", "recall_id",
    ];

    public async Task<Reply> Csv(string coop, RecallReport report, CancellationToken cancel)
    {
        var known = await coops.Cooperative(coop, cancel);
        var own = report.Lots.Where(lot => lot.Coop == coop).ToArray();
        var facts = new System.Collections.Concurrent.ConcurrentDictionary<string, (LotClaim? Claim, Product? Product)>();
        await calls.Each(own, async (lot, stop) =>
        {
            var id = LotId.Parse(coop, lot.Gtin ?? lot.Product, lot.Lot).Value;
            facts[lot.Path] = (await lots.Find(id, stop), await coops.Product(coop, id.Product, stop));
        }, cancel);
        var rows = own.SelectMany(lot => Rows(lot, facts[lot.Path], known, report));
        return Http.Csv.Of(Columns, rows, $"recall-{report.RecallId}.csv");
    }

    private IEnumerable<IReadOnlyList<string>> Rows(RecalledLot lot, (LotClaim? Claim, Product? Product) facts, Cooperative? coop, RecallReport report)
    {
        var goods = report.Orders.SelectMany(order => order.Goods.Where(part => part.Path == lot.Path).Select(part => (order, part))).ToArray();
        if (goods.Length == 0) yield return Row(lot, facts, coop, report, null, lot.Quantities?.Made);
        foreach (var (order, part) in goods) yield return Row(lot, facts, coop, report, order, part.Quantity);
    }

    private string[] Row(RecalledLot lot, (LotClaim? Claim, Product? Product) facts, Cooperative? coop, RecallReport report, RecalledOrder? order, Quantity? quantity) =>
    [
        lot.Lot,
        site.PublicUrl.GetLeftPart(UriPartial.Authority) + lot.Path,
        lot.Gtin ?? string.Empty,
        facts.Product?.Name.Vi ?? string.Empty,
        facts.Product?.Name.En ?? string.Empty,
        Number(quantity),
        quantity?.Unit ?? string.Empty,
        Number(lot.Quantities?.InStock),
        Number(lot.Quantities?.Sold),
        Number(lot.Quantities?.Consumed),
        facts.Claim is { } claim ? Day(claim.HarvestedAt) : string.Empty,
        facts.Claim?.ExpiresOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty,
        coop?.Name ?? lot.Coop,
        coop?.Address ?? string.Empty,
        coop?.Address ?? string.Empty,
        order?.Buyer?.Name ?? string.Empty,
        order?.Buyer?.Address ?? string.Empty,
        order?.Buyer?.Phone ?? string.Empty,
        order is null ? string.Empty : Day(order.PlacedAt),
        order is null ? string.Empty : "order",
        order?.Code ?? string.Empty,
        report.Reason,
        report.StartedAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        report.RecallId ?? string.Empty,
    ];

    private static string Number(Quantity? quantity) => quantity?.Value.ToString("0.###", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Day(DateTimeOffset time) => Domain.Reconciliation.Period.DayOf(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using AgriTrace.Domain.Orders;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Reports;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Http;
using AgriTrace.Web.Identity;
using AgriTrace.Web.Orders;
using AgriTrace.Web.QrCodes.Reports;
using AgriTrace.Web.Traceability;
using AgriTrace.Web.Traceability.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Web.Tests;

/// <summary>One view of each page, as a cooperative of the Delta would fill it.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Harvest = new(2026, 11, 20, 6, 30, 0, TimeSpan.FromHours(7));

    public static readonly LotLink Lot = new("BNR2611A", "/01/08938501234567/10/BNR2611A");

    public static readonly OfferCard Offer = new(
        new ProductName("Bưởi Năm Roi", "Nam Roi pomelo"),
        ProduceKind.Pomelo,
        null,
        "Nguyễn Văn Út",
        new Price(65_000, "VND"),
        new Amount(3.5m, "KGM"),
        Harvest,
        [Lot]);

    public static readonly ShopView Shop = new(
        "/", [new CooperativeOffers("Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Phường Bình Minh, tỉnh Vĩnh Long", [Offer])], "/?cursor=abc");

    public static readonly TraceStage Picked = new(
        StageKind.Harvested, Harvest, "Vườn ven sông Hậu", "Nguyễn Văn Út", "urn:product", "urn:place",
        "ni:///sha-256;4bf92f3577b34da6a3ce929d0e0e4736?ver=CBV2.0", "/events/4bf92f", "480 kg");

    public static readonly TraceView Trace = new(
        Lot.Path,
        Offer.Product,
        ProduceKind.Pomelo,
        Lot.Lot,
        new TraceProducer("Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long"))
    {
        Gtin = "08938501234567",
        TraceabilityCode = "https://agritrace.example/01/08938501234567/10/BNR2611A",
        Grower = new TraceGrower(
            "Nguyễn Văn Út", "Vườn ven sông Hậu", "VN-VLOR-0123", new GeoPoint(10.0412, 105.8231), "Phường Bình Minh", "Vĩnh Long"),
        HarvestedAt = Harvest,
        PackedAt = Harvest.AddHours(8),
        ExpiresOn = new DateOnly(2026, 12, 20),
        Quantity = new Amount(480, "KGM"),
        Brand = "Bưởi Năm Roi Bình Minh",
        Item = new TraceItem("/01/08938505970011/10/XM-2026-09-14/21/0001", "0001", SerialVerdict.Ours),
        Standards = [new AppliedStandard("VietGAP", "VietGAP-TT-25-084")],
        Sources = [new LotLink("BNR2611", "/01/08938501234567/10/BNR2611")],
        Stages = [Picked],
        Proof = new TraceProof(12, 0, 0, IsSigned: true, new string('a', 64), Harvest.AddDays(1)),
        LotPath = "/trace" + Lot.Path,
        Site = new Uri("https://agritrace.example"),
        BuyPath = "/?coop=htx-my-hoa",
        ReportPath = "/report" + Lot.Path,
        QrPath = "/qr/BNR2611A",
        JsonPath = "/api/lots/BNR2611A",
        EpcisPath = "/epcis/events?lot=BNR2611A",
        SignedPath = "/trace/01/08938501234567/10/BNR2611A?format=jws",
        ColdChain = new TraceColdChain(
            120, new MeasuredRange(4.1m, 6.8m), new MeasuredRange(2, 8), new MeasuredRange(85, 92.5m), new MeasuredRange(null, 95), Harvest, Harvest.AddHours(9), 0, null, null),
    };

    /// <summary>As many lines as a page may have, of as many letters as they come with.</summary>
    private static TraceStage[] Long => [.. Enumerable.Range(0, StageRun.MaxRuns).Select(number =>
        (number == 15 ? new TraceStage(StageKind.Several, Harvest.AddDays(1), null, null, null, null, string.Empty, "/trace?format=json") : Picked with
        {
            Kind = (StageKind)(number % 20),
            At = Harvest.AddHours(number),
            ProductCode = "https://agritrace.example/01/08938501234567/10/BNR2611A",
            PlaceCode = "https://agritrace.example/coops/htx-my-hoa/plots/vuon-ven-song-hau",
            EventPath = "/trace/01/08938501234567/10/BNR2611A?format=json",
            EventId = $"ni:///sha-256;{number:x64}?ver=CBV2.0",
            Note = null,
        }) with { Count = number == 15 ? 9_600 : number % 3 == 0 ? 14 : 1, LastAt = number is 15 || number % 3 == 0 ? Harvest.AddHours(number + 1) : null })];

    public static readonly OrderView Order = new(
        "/orders/K7P-4MX?coop=htx&token=x",
        "K7P-4MX",
        OrderState.AwaitingPayment,
        Harvest,
        new OrderSeller("Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "0270 123 4567"),
        [new OrderedProduce(Offer.Product, Offer.Kind, new Amount(5, "KGM"), null, Offer.UnitPrice, new Price(325_000, "VND"), [Lot])],
        new OrderSums(new Price(20_000, "VND"), new Price(0, "VND"), new Price(345_000, "VND"), new Price(0, "VND"), new Price(345_000, "VND")),
        PaymentProgress.Awaited)
    {
        Delivery = DeliveryKind.Driver,
        Pay = new HowToPay(PaymentRail.Card, new Price(345_000, "VND"), Harvest.AddMinutes(30)) { CardPath = "/orders/K7P-4MX/pay?coop=htx&token=x" },
        History = [new OrderStep("placed", OrderState.AwaitingPayment, OrderState.AwaitingPayment, Harvest, OrderParty.Buyer)],
        Cancel = new CancelForm("/orders/K7P-4MX/cancel", "htx", "x"),
    };

    public static readonly CheckoutOffer Wanted = new(Guid.Empty, Offer.Product, Offer.Kind, Offer.UnitPrice, new Amount(120.5m, "KGM"), 0.5m, 0.5m, string.Empty);

    public static readonly CheckoutView Checkout = new(
        "/checkout?coop=htx&listing=0", "htx", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", Guid.Empty,
        new CheckoutFields("6b1f", "", "", "", "", CheckoutFields.ToAddress, CheckoutFields.Cash), [Wanted], [.. Enumerable.Repeat(Wanted, 29)],
        new Price(20_000, "VND"), TakesCards: true, TakesTransfers: true, new Dictionary<string, Text>());

    public static readonly ReceiptLineView Weighed = new(
        "Loại 1", 102.5m, 2.5m, 1.25m, "Trái dập", 98.75m, PriceKind.Fixed, new Price(25_000, "VND"), new Price(2_468_750, "VND"), new LotLink("261120-AB12C", Lot.Path), "/qr" + Lot.Path + ".svg");

    public static readonly ReceiptView Receipt = new(
        "/coops/htx/receipts/0", "1A2B3C4D", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Nguyễn Văn Út", "Vườn ven sông Hậu", Offer.Product, Harvest, "KGM",
        [
            Weighed,
            Weighed with { Grade = "Loại 2", Deducted = 0, Reason = null, Kind = PriceKind.Later, PerUnit = null, Due = null },
            Weighed with { Grade = "Hàng dạt", Kind = PriceKind.Consigned, PerUnit = null, Due = null },
        ],
        296.25m, new Price(2_468_750, "VND"), AwaitsPrice: true, "Xe ba gác");
    public static readonly DiaryLine Spraying = new(
        Harvest.AddDays(-10), "spray", "Abamectin 1.8EC", "Abamectin", "20 ml / 16 l", new Amount(0.25m, "LTR"), 7, new DateOnly(2026, 11, 17),
        "Nguyễn Văn Út", "Lê Thị Bảy", "sâu vẽ bùa", "Phun buổi sáng", null, Harvest.AddDays(-7));

    public static readonly DiaryView Diary = new(
        "/coops/htx/plots/vuon-ut/diary?from=2026-01-01&to=2026-11-22", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Khóm Mỹ Hòa", "Vườn ven sông Hậu", "VN-VLOR-0123", 0.8m, "Nguyễn Văn Út",
        new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 22),
        [
            Spraying,
            new DiaryLine(Harvest.AddDays(-3), "irrigate", null, null, null, null, null, null, "Nguyễn Văn Út", null, null, null, null, null),
            new DiaryLine(Harvest, "harvest", null, null, null, new Amount(480, "KGM"), null, null, "Nguyễn Văn Út", null, null, null, Lot, null),
        ],
        "/coops/htx/plots/vuon-ut/diary?format=csv");

    public static readonly NewReceiptView NewReceipt = new(
        "/coops/htx/receipts/new?member=ut", new FormSeal("form-token", "t"), "/coops/htx/receipts", "ut", "Nguyễn Văn Út", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa",
        [new Choice("09521234000013", new Text("Bưởi Năm Roi", "Nam Roi pomelo"))], [new Choice("vuon-ut", new Text("Vườn ven sông Hậu", "Vườn ven sông Hậu"))],
        new ReceiptFields("6b1f", "", "", "2026-11-20T06:30", "", [.. Enumerable.Repeat(new ReceiptLineFields("Loại 1", "102,5", "2,5", "", "", "fixed", "25.000"), 3)]), [], FixesPrices: true);

    public static readonly ReportFormView NewReport = new(
        "/report" + Lot.Path, new ReportFields(Lot.Path, "", "", "6b1f"), []);

    public static readonly ReportView Report = new(
        "/reports/htx/0?token=x", "/trace" + Lot.Path, Lot.Path, "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Quả bị dập,\nnhãn dán đè lên nhãn khác", "Chợ Vĩnh Long", HasPhoto: true, Harvest,
        ReportState.Answered, "Xin lỗi bạn, chúng tôi sẽ đổi hàng.", Harvest.AddDays(1));

    public static readonly IReadOnlyDictionary<string, PageView> Pages = new Dictionary<string, PageView>(Identity.IdentitySample.Pages)
    {
        ["shop"] = Shop,
        ["empty shop"] = new ShopView("/", []),
        ["trace"] = Trace,
        ["bare trace"] = new TraceView(
            Lot.Path, new ProductName("Rau muống"), ProduceKind.Other, "R1", new TraceProducer("Tổ hợp tác", null)),
        ["missing trace"] = Trace with { Missing = Enum.GetValues<RecordField>() },
        ["recalled trace"] = Trace with { Warning = new LotWarning(WarningKind.Recalled, Harvest, "Dư lượng thuốc") },
        ["warm trace"] = Trace with { ColdChain = Trace.ColdChain! with { OutOfRange = 2, FirstOutOfRangeAt = Harvest.AddHours(1), LastOutOfRangeAt = Harvest.AddHours(2) } },
        ["expired trace"] = Trace with { IsExpired = true, Standards = [new AppliedStandard("VietGAP", "VietGAP-TT-25-084", null, new DateOnly(2026, 12, 1), HasEnded: true)] },
        ["forged trace"] = Trace with { Item = new TraceItem(Lot.Path + "/21/7ZK3M8QX4R0T9WBD5V2C", "7ZK3M8QX4R0T9WBD5V2C", SerialVerdict.Forged), Missing = [RecordField.ProductImage] },
        ["foreign trace"] = Trace with { Item = new TraceItem(Lot.Path + "/21/123", "123", SerialVerdict.Foreign) },
        ["copied trace"] = Trace with { Item = new TraceItem(Lot.Path + "/21/0001", "0001", SerialVerdict.Ours) { Scans = new ItemScanView(41, Harvest.AddDays(-17), "Vĩnh Long") } },
        ["altered trace"] = Trace with { Proof = Trace.Proof! with { Differing = 1 } },
        ["unsigned trace"] = Trace with { Proof = Trace.Proof! with { IsSigned = false } },
        ["long trace"] = Trace with { Proof = Trace.Proof! with { Events = 2_000, LeftOut = 8_000 }, Stages = Long, MoreSources = 38 },
        ["unknown lot"] = new NoLotView("/trace" + Lot.Path, new Uri("https://agritrace.example")),
        ["damaged page"] = new NoLotView("/trace" + Lot.Path, new Uri("https://agritrace.example"), IsDamaged: true),
        ["consignment"] = Consignments.ConsignmentSample.View,
        ["order"] = Order,
        ["order to transfer for"] = Order with
        {
            Pay = new HowToPay(PaymentRail.Transfer, new Price(345_000, "VND"), Harvest.AddDays(2)) { Account = new PayeeAccount("970436", "0071001234567", "HTX BUOI NAM ROI MY HOA") },
        },
        ["order of many changes"] = Order with
        {
            Late = LateMoney.GoesBack,
            Payments = [new MoneyMove(new Price(345_000, "VND"), PaymentRail.Card, Harvest)],
            Refunds = [new MoneyMove(new Price(345_000, "VND"), PaymentRail.Card, Harvest, IsDone: false)],
            History = [.. Enumerable.Range(0, 300).Select(number => new OrderStep("payment", OrderState.Expired, OrderState.Expired, Harvest.AddMinutes(number), OrderParty.Platform))],
        },
        ["checkout"] = Checkout,
        ["find an order"] = new FindOrderView(string.Empty, string.Empty, WasWrong: false),
        ["no such order"] = new FindOrderView("AT12345678", "0912345678", WasWrong: true),
        ["checkout with faults"] = Checkout with
        {
            Chosen = [Wanted with { Quantity = "0,7", Fault = CheckoutTexts.QuantityOf(new Amount(0.5m, "KGM"), new Amount(0.5m, "KGM"), ProduceKind.Pomelo) }],
            Faults = new[] { "name", "phone", "address", "email", "payment" }.ToDictionary(field => field, CheckoutTexts.Fault),
        },
        ["weighing slip"] = Receipt,
        ["diary"] = Diary,
        ["empty diary"] = Diary with { AreaCode = null, Lines = [] },
        ["new weighing slip"] = NewReceipt,
        ["new weighing slip with faults"] = NewReceipt with
        {
            Faults = [.. ((string[])["product", "plot", "time", "grade1", "gross1", "tare2", "deduction3", "reason3", "price1", "note"]).Select(field => new ReceiptFault(field, ReceiptTexts.Fault(field.TrimEnd('1', '2', '3'))))],
        },
        ["new report"] = NewReport,
        ["new report with faults"] = NewReport with { Faults = ["code", "what", "where", "photo"] },
        ["report"] = Report,
        ["open report"] = Report with { State = ReportState.Open, Where = null, HasPhoto = false, Answer = null, AnsweredAt = null },
        ["problem"] = new ProblemView("/x", 500, "00-4bf92f-01"),
    };

    private static readonly PageRenderer Renderer =
        new ServiceCollection().AddAgriTraceWeb().BuildServiceProvider().GetRequiredService<PageRenderer>();

    public static Task<string> Render(PageView view, Language language = Language.Vietnamese) => Renderer.Render(view, language);
}

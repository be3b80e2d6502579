using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Web.Traceability;
using AgriTrace.Web.Traceability.Consignments;

namespace AgriTrace.Web.Tests.Consignments;

/// <summary>A consignment with something of everything.</summary>
internal static class ConsignmentSample
{
    private const string Farm = "https://agritrace.example/01/08938501234567/10/BNR2611", Box = "https://agritrace.example/01/08938501234567/10/BNR2611A";
    private const string FarmPath = "/01/08938501234567/10/BNR2611", BoxPath = "/01/08938501234567/10/BNR2611A", EventId = "ni:///sha-256;4bf9?ver=CBV2.0";

    private static readonly LocalText Pomelo = new("Bưởi Năm Roi", "Nam Roi pomelo");
    private static readonly DateTimeOffset Harvest = new(2026, 11, 20, 6, 30, 0, TimeSpan.FromHours(7));
    private static readonly Quantity Kilograms = new(480, "KGM");

    private static readonly TraceRecord Lot = new(
        Box, BoxPath, "08938501234567", "08938501234567", "BNR2611A", Pomelo, null,
        new RecordProducer("htx", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long", "Vĩnh Long", null, null),
        null, Harvest, Harvest.AddHours(8), new DateOnly(2026, 12, 20), Kilograms, ["VietGAP"], [], [], [],
        [new RecordCertificate("VietGAP", "VietGAP-TT-25-084", "Trung tâm Chứng nhận", new DateOnly(2025, 1, 1), new DateOnly(2027, 1, 1))],
        new RecordColdChain(120, 4.1m, 9.2m, null, null, Harvest, Harvest.AddHours(9), new RecordLimits(2, 8, null, null), 3, Harvest.AddHours(2), Harvest.AddHours(3)),
        new RecordHashes(3, 0, 0),
        []);

    public static readonly ConsignmentSheet Sheet = new(
        "a1b2c3", "Công ty Nhập khẩu Hà Lan", "Xuất khẩu sang Rotterdam", Harvest.AddDays(1), Harvest.AddDays(31),
        [Lot],
        [new SheetHold(HoldReason.Inspection, "Chờ kết quả phân tích dư lượng", Harvest.AddHours(10), [BoxPath])],
        [
            new SheetPlot("vuon-ut", "Vườn ven sông Hậu", "VN-VLOR-0123", 0.8m, new GeoPosition(10.045, 105.825),
            [
                new SheetWork(Harvest.AddDays(-60), "spray", "Abamectin 1.8EC", "Abamectin", "20 ml / 16 l", "sâu vẽ bùa", new Quantity(0.25m, "LTR"), 7, "Phun buổi sáng", null, Harvest.AddDays(-60), EventId),
                new SheetWork(Harvest, "harvest", null, null, null, null, Kilograms, null, null, FarmPath, Harvest, EventId),
            ]),
            new SheetPlot("vuon-ba", "Vườn sau nhà", null, 0.5m, null, []),
        ],
        [new SheetStep(FarmPath, BoxPath, Harvest.AddHours(8), Kilograms, EventId)],
        [new SheetInspection(Harvest.AddHours(9), [BoxPath], "pass", "Phòng thử nghiệm Cần Thơ", EventId, ["/consignments/htx/a1b2c3/documents/d1", "https://lab.example/7"])],
        [
            new SheetEvent(Harvest, "ObjectEvent", "commissioning", "harvest", "active", "Vườn ven sông Hậu", "VN-VLOR-0123", null, [new SheetShare(Farm, Pomelo, Kilograms)], [], [], [], Harvest, EventId),
            new SheetEvent(Harvest.AddHours(8), "TransformationEvent", "packing", "pack", "in_progress", "Nhà đóng gói Mỹ Hòa", "https://agritrace.example/places/htx/nha-dong-goi", "Khóm Mỹ Hòa",
                [], [new SheetShare(Farm, Pomelo, Kilograms)], [new SheetShare(Box, Pomelo, Kilograms)], [], Harvest.AddHours(8), EventId),
        ]);

    public static readonly ConsignmentView View = new(
        "/consignments/htx/a1b2c3?key=k", Sheet, [StageKind.Harvested, StageKind.Packed],
        [("csv", "/consignments/htx/a1b2c3?key=k&format=csv"), ("epcis", "/consignments/htx/a1b2c3?key=k&format=epcis"), ("json", "/consignments/htx/a1b2c3?key=k&format=json"), ("jws", "/consignments/htx/a1b2c3?key=k&format=jws")]);
}

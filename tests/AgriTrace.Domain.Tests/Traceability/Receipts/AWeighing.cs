using System.Text.Json;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Receipts;

namespace AgriTrace.Domain.Tests.Traceability.Receipts;

/// <summary>Út brings pomelos in two grades.</summary>
internal static class AWeighing
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);
    public static readonly Caller Admin = new(Role.Admin, "htx", "sau");
    public static readonly RecordId Record = RecordId.OfKey("htx", "k1");
    public static readonly Product Pomelo = new(new ProductId("09521141012345"), new LocalText("Bưởi", "Pomelo"), "KGM", 10, [new Conversion("H87", 1.2m)], null);
    public static readonly Member Ut = new("ut", "Nguyễn Văn Út", Role.Farmer);

    public static readonly Plot Plot =
        new("vuon", "Vườn", PlotKind.Plot, "ut", null, 1, JsonElement.Parse("""{"type":"Point","coordinates":[105.8,10.0]}"""), Since: new DateOnly(2026, 1, 1));

    public static readonly ReceiptLineInput First = new("Loại 1", 102.5m, 2.5m, Fixed(25_000), new ReceiptDeductionInput(1.25m, "Trái dập"));
    public static readonly ReceiptLineInput Second = new("Loại 2", 40, 0, new ReceiptPriceInput(PriceKind.Later));

    public static ReceiptPriceInput Fixed(long amount) => new(PriceKind.Fixed, new Money(amount, "VND"));

    public static ReceiptInput Input(params ReceiptLineInput[] lines) =>
        new("ut", "vuon", "2026-11-20T09:00:00+07:00", lines.Length == 0 ? [First, Second] : lines, Gtin: Pomelo.Id.Key);

    public static Result<Weighing> Read(ReceiptInput input) => WeighingReader.Read("htx", input, Now);

    public static Result<WeighedIn> Weigh(ReceiptInput input, Caller? by = null, RecordId? record = null) =>
        Read(input).Then(read => read.Decide(by ?? Admin, Plot, Ut, Pomelo, record ?? Record, Now));

    public static Receipt Slip(params ReceiptLineInput[] lines) => Weigh(Input(lines)).Value.Receipt;
}

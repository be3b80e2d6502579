using System.Reflection;
using System.Text;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Web.Orders;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Web.Tests;

public sealed class TextsTests
{
    private static readonly IReadOnlyList<Text> All = [.. Constants(), .. OfEnums(), .. OfNumbers()];

    [Fact]
    public void Every_text_says_something_in_both_languages()
    {
        All.Count.ShouldBeGreaterThan(100);
        foreach (var text in All)
        {
            text.Vietnamese.ShouldNotBeNullOrWhiteSpace();
            text.English.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public void Every_text_is_in_normal_form_C_so_that_searching_a_page_finds_it()
    {
        foreach (var text in All)
        {
            text.Vietnamese.IsNormalized(NormalizationForm.FormC).ShouldBeTrue(text.Vietnamese);
            text.English.IsNormalized(NormalizationForm.FormC).ShouldBeTrue(text.English);
        }
    }

    private static IEnumerable<Text> Constants() =>
        typeof(Texts).GetNestedTypes().Append(typeof(Texts)).Append(typeof(DiaryTexts)).Append(typeof(OrderTexts)).Append(typeof(CheckoutTexts)).Append(typeof(ScanTexts))
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Text))
            .Select(field => (Text)field.GetValue(null)!);

    private static IEnumerable<Text> OfEnums() =>
    [
        .. Enum.GetValues<RecordField>().Select(Texts.Trace.Field),
        .. Enum.GetValues<StageKind>().Select(Texts.Trace.Stage),
        .. Enum.GetValues<OrderState>().SelectMany(state => new[] { OrderTexts.Heading(state), OrderTexts.State(state) }),
        .. Enum.GetValues<PaymentProgress>().Select(OrderTexts.PaymentIs), .. Enum.GetValues<DeliveryKind>().Select(OrderTexts.DeliveryIs), .. Enum.GetValues<LateMoney>().Select(OrderTexts.LateMoneyIs),
        .. Enum.GetValues<PaymentRail>().SelectMany(rail => new[] { OrderTexts.RailIs(rail), OrderTexts.HowToPay(rail) }), .. Enum.GetValues<OrderParty>().Select(OrderTexts.Party),
        .. Enum.GetValues<ProduceKind>().SelectMany(kind => new[]
        {
            Texts.Grower(kind), Texts.GrownIn(kind), Texts.AreaCode(kind), Texts.Trace.PlotName(kind), Texts.Unit("KGM", kind),
            Texts.Unit("TNE", kind), Texts.Unit("H87", kind), Texts.Unit("LTR", kind),
        }),
    ];

    private static IEnumerable<Text> OfNumbers() =>
    [
        .. new[] { 400, 401, 403, 404, 410, 418, 429, 500, 503 }
            .SelectMany(status => new[] { Texts.Problem.Heading(status), Texts.Problem.Advice(status) }),
        .. new[] { "spray", "fertilise", "irrigate", "sow", "prune", "weed", "feed", "treat", "harvest", "other", "cultivate" }.Select(DiaryTexts.Activity),
        .. Enum.GetValues<ScanFinding>().Select(ScanTexts.Detail).OfType<Text>(), .. Enum.GetValues<SerialVerdict>().Select(ScanTexts.SerialIs),
        .. new[] { 1, 2 }.SelectMany(count => new[] { ScanTexts.HashesFit(count), ScanTexts.HashesWrong(1, count), ScanTexts.NotLookedAt(count), ScanTexts.Times(count), ScanTexts.More(count) }),
        ScanTexts.Compare("https://agritrace.example"), ScanTexts.Copied(41, "03/11/2026", "Vĩnh Long"), ScanTexts.Expired("20/12/2026"),
        DiaryTexts.Title("Vườn"), DiaryTexts.WrittenBy("Bảy"), DiaryTexts.Days(1), DiaryTexts.Days(7),
        Texts.Trace.Missing(1), Texts.Trace.Missing(2), Texts.Trace.MapOf("Vĩnh Long"), Texts.Trace.Title("Bưởi", "L1"),
        Texts.Trace.Description("Bưởi", "Hợp tác xã"), Texts.Shop.Lot("L1"), OrderTexts.Title("K7P"),
    ];
}

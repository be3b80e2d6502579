using System.Reflection;
using AgriTrace.Web.Traceability.Receipts;

namespace AgriTrace.Web.Tests.Traceability.Receipts;

public sealed class ReceiptPageTests
{
    [Fact]
    public async Task A_slip_shows_every_weight_price_and_lot_and_what_is_owed()
    {
        var html = await Sample.Render(Sample.Receipt);

        foreach (var fact in (string[])[
            "1A2B3C4D", "Nguyễn Văn Út", "Vườn ven sông Hậu", "102,5 kg", "−2,5 kg", "Trừ hao: Trái dập", "−1,25 kg", "98,75 kg", "25.000 ₫/kg", "2.468.750 ₫", "261120-AB12C",
            "296,25 kg", "Giá chốt sau", "Ký gửi", "Chưa gồm hàng chờ chốt giá.", "Xe ba gác", "20/11/2026 06:30",
        ])
            html.ShouldContain(fact);
    }

    [Fact]
    public async Task What_has_all_its_prices_does_not_say_that_some_are_missing() =>
        (await Sample.Render(Sample.Receipt with { Lines = [Sample.Weighed], AwaitsPrice = false, Note = null })).ShouldNotContain("Chưa gồm");

    [Fact]
    public async Task A_slip_is_kept_out_of_search_engines_and_speaks_English_on_demand()
    {
        var html = await Sample.Render(Sample.Receipt, Language.English);

        html.ShouldContain("<meta name=\"robots\" content=\"noindex\">");
        html.ShouldContain("Price to be set later");
        html.ShouldContain("2,468,750 ₫");
    }

    [Fact]
    public async Task What_is_wrong_in_the_form_is_said_beside_what_was_typed()
    {
        var html = await Sample.Render(Sample.NewReceipt with { Faults = [new ReceiptFault("tare2", ReceiptTexts.Fault("tare"))] });

        html.ShouldContain("id=\"tare2-fault\"");
        html.ShouldContain("Trừ bì phải nhỏ hơn cân cả bì.");
        html.ShouldContain("value=\"25.000\"");
    }

    [Fact]
    public void Every_text_says_something_in_both_languages_and_in_normal_form_C()
    {
        foreach (var text in typeof(ReceiptTexts).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (Text)field.GetValue(null)!))
        {
            text.English.ShouldNotBeNullOrWhiteSpace();
            text.Vietnamese.ShouldNotBeNullOrWhiteSpace();
            text.Vietnamese.IsNormalized(System.Text.NormalizationForm.FormC).ShouldBeTrue(text.Vietnamese);
        }
    }
}

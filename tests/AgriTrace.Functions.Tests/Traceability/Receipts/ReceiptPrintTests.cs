using AgriTrace.Functions.Tests.Identity;
using static AgriTrace.Functions.Tests.Traceability.Receipts.ReceiptWords;

namespace AgriTrace.Functions.Tests.Traceability.Receipts;

public sealed class ReceiptPrintTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task The_printed_slip_is_for_its_member_and_the_office()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var slip = await given.Admin.PostSlip(given, given.Slip()).Json(201);
        var path = $"/coops/{given.Coop}/receipts/{slip.Text("id")}";

        foreach (var member in (string[])[Given.Ut, Given.Sau])
        {
            var phone = await APhone.Of(given, member, Cancel);
            (await phone.Get(path)).ShouldBe(200);
            phone.Html.ShouldContain("Nguyễn Văn Út");
            phone.Html.ShouldContain("Vườn ven sông Hậu");
            phone.Html.ShouldContain("2.500.000 ₫");
        }

        (await (await APhone.Of(given, Given.Ba, Cancel)).Get(path)).ShouldBe(404);
        (await (await APhone.Of(given, Given.Bay, Cancel)).Get(path)).ShouldBe(403, "money is nothing that a helper sees");
        (await new APhone(Host, Cancel).Get(path)).ShouldBe(401);
    }

    [Fact]
    public async Task The_address_of_a_slip_does_not_travel_on_with_a_link()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var slip = await given.Admin.PostSlip(given, given.Slip(Open("Loại 1", 1))).Json(201);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        var client = Host.ClientOf(token: null);
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", phone.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

        using var page = await client.GetAsync($"/coops/{given.Coop}/receipts/{slip.Text("id")}?lang=en", Cancel);

        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("Weighing slip");
    }
}

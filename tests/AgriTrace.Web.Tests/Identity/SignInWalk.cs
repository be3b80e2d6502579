using System.Text.RegularExpressions;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using AgriTrace.Web.Tests.InBrowser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.Identity;

/// <summary>People of a cooperative with their phones, in a real browser: each has a context of their own.</summary>
public sealed class SignInWalk(SeededHost house, Browser browser)
{
    /// <summary>One pixel.</summary>
    private static readonly byte[] Photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_helper_records_for_farmers_who_let_them_and_for_nobody_who_took_it_back()
    {
        var given = await Given.Cooperative(house.Host, Cancel);
        await AddTu(given);
        var admin = await Enrol(await CardFor(given, Given.Sau), Browser.Desk);
        await Picture(admin, "/me", "me-admin");
        await Picture(admin, "/me/people", "people");
        await Picture(admin, "/me/harvest", "whose-harvest");
        await Picture(admin, $"/me/people/{Given.Ut}", "person-admin");

        var bay = await Enrol(await MakeCard(admin, Given.Bay, "card"));
        var ut = await Enrol(await MakeCard(bay, Given.Ut));
        var ba = await Enrol(await MakeCard(bay, Given.Ba));
        await Allow(ut);
        await Allow(ba);
        await SendForm(bay);

        foreach (var farmer in (string[])[Given.Ut, Given.Ba, Tu]) await Harvest(given, bay, farmer);
        await Picture(bay, "/me", "me-helper");
        await Picture(bay, "/me/people", "people-helper");
        await Picture(ut, "/me?lang=en", "me-farmer.en");
        await Picture(ut, "/me", "me-farmer");

        await ut.GetByRole(AriaRole.Link, new() { NameString = "Không cho nữa" }).ClickAsync();
        await Picture(ut, null, "confirm-withdraw");
        await Agree(ut);
        await Assertions.Expect(ut.GetByText("Chưa được ghi giúp")).ToBeVisibleAsync();
        var refused = await bay.GotoAsync(Address($"/me/people/{Given.Ut}/harvest"));
        refused!.Status.ShouldBe(403);
        (await Words(bay)).ShouldContain("Chưa được phép ghi giúp");
        await Picture(bay, $"/me/people/{Given.Ut}/harvest", "refusal");
    }

    [Fact]
    public async Task Two_members_share_one_phone_and_choose_who_uses_it()
    {
        var given = await Given.Cooperative(house.Host, Cancel);
        var phone = await Enrol(await CardFor(given, Given.Ut));
        await phone.GotoAsync(await CardFor(given, Given.Ba));
        (await Words(phone)).ShouldContain("Nguyễn Văn Út");
        await Picture(phone, null, "sign-in-shared");
        await phone.GetByRole(AriaRole.Button, new() { NameString = "Dùng máy này" }).ClickAsync();
        await Assertions.Expect(Heading(phone)).ToHaveTextAsync("Chào Trần Thị Ba");
        await Picture(phone, "/me", "me-shared");

        await phone.GetByRole(AriaRole.Button, new() { NameString = "Nguyễn Văn Út", Exact = true }).ClickAsync();
        await Assertions.Expect(Heading(phone)).ToHaveTextAsync("Chào Nguyễn Văn Út");
        await phone.GetByRole(AriaRole.Link, new() { NameString = "Đăng xuất Nguyễn Văn Út khỏi máy này" }).ClickAsync();
        await phone.GetByRole(AriaRole.Link, new() { NameString = "Thôi" }).ClickAsync();
        await phone.GetByRole(AriaRole.Link, new() { NameString = "Đăng xuất Nguyễn Văn Út khỏi máy này" }).ClickAsync();
        await Agree(phone);
        await Assertions.Expect(Heading(phone)).ToHaveTextAsync("Chào Trần Thị Ba");
        await phone.GetByRole(AriaRole.Link, new() { NameString = "Đăng xuất Trần Thị Ba khỏi máy này" }).ClickAsync();
        await Agree(phone);
        await Assertions.Expect(Heading(phone)).ToHaveTextAsync("Máy này chưa đăng nhập");
        await Picture(phone, "/me", "not-signed-in");
    }

    private const string Tu = "tu";

    private static async Task AddTu(Given given)
    {
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/members/{Tu}", new { name = "Võ Văn Tư", role = "farmer" }, Cancel).Json(201);
        var plot = new
        {
            name = "Vườn bến đò",
            kind = "plot",
            member = Tu,
            hectares = 0.3,
            geometry = new { type = "Point", coordinates = (double[])[105.82, 10.04] },
        };
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/plots/vuon-tu", plot, Cancel).Json(201);
    }

    private async Task<string> CardFor(Given given, string member)
    {
        var (_, code) = await house.Host.Services.GetRequiredService<Enrolment>().MakeCard(given.Coop, member, new Caller(Role.Operator), Cancel);
        return Address($"/sign-in?coop={given.Coop}&code={code}");
    }

    /// <summary>A phone of its own that has used the card.</summary>
    private async Task<IPage> Enrol(string card, (int Width, int Height)? size = null)
    {
        var page = await browser.Open(size ?? Browser.Phone);
        await page.GotoAsync(card);
        await Picture(page, null, "sign-in");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Dùng máy này" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/me$"));
        return page;
    }

    /// <summary>Makes a card by hand and reads its QR code as a phone would.</summary>
    private async Task<string> MakeCard(IPage page, string member, string? picture = null)
    {
        await page.GotoAsync(Address($"/me/people/{member}"));
        await page.GetByRole(AriaRole.Button, new() { NameString = "Làm thẻ đăng nhập" }).ClickAsync();
        var code = page.Locator(".sign-in-card img");
        if (picture is not null) await Paper(page, picture);
        var address = new Uri(await QrReader.Read(await code.ScreenshotAsync(), Cancel));
        return Address(address.PathAndQuery);
    }

    private static async Task Allow(IPage farmer)
    {
        await farmer.GetByRole(AriaRole.Button, new() { NameString = "Cho phép Lê Thị Bảy" }).ClickAsync();
        await Assertions.Expect(farmer.GetByText("Đã cho phép trên điện thoại")).ToBeVisibleAsync();
    }

    private static Task Agree(IPage page) => page.GetByRole(AriaRole.Button, new() { NameString = "Đồng ý" }).ClickAsync();

    private async Task SendForm(IPage helper)
    {
        await helper.GotoAsync(Address($"/me/people/{Tu}/form"));
        await Paper(helper, "consent-form");
        await Picture(helper, $"/me/people/{Tu}", "person-helper");
        await helper.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "giay.png", MimeType = "image/png", Buffer = Photo });
        await helper.GetByRole(AriaRole.Button, new() { NameString = "Ghi nhận giấy đồng ý" }).ClickAsync();
        await Assertions.Expect(helper.GetByText("bằng giấy có chữ ký")).ToBeVisibleAsync();
        await Picture(helper, null, "person-consented");
    }

    private async Task Harvest(Given given, IPage helper, string farmer)
    {
        await Picture(helper, $"/me/people/{farmer}/harvest", "harvest");
        (await Words(helper)).ShouldContain("Ghi giúp:");
        await helper.Locator("#product").SelectOptionAsync(given.Gtin);
        await helper.Locator("#quantity").FillAsync("không biết");
        await helper.GetByRole(AriaRole.Button, new() { NameString = "Lưu thu hoạch" }).ClickAsync();
        await Assertions.Expect(helper.Locator("[role=alert]")).ToBeVisibleAsync();
        await Picture(helper, null, "harvest-faults");
        await helper.Locator("#quantity").FillAsync("12,5");
        await helper.GetByRole(AriaRole.Button, new() { NameString = "Lưu thu hoạch" }).ClickAsync();
        (await Words(helper)).ShouldContain("12,5 kg");
        await Picture(helper, null, "harvested");

        var lot = await helper.Locator("dd code").InnerTextAsync();
        await Eventually.Holds(async () =>
        {
            var events = await given.Admin.GetStringAsync($"/epcis/events?MATCH_anyEPCClass=https://id.gs1.org/01/{given.Gtin}/10/{lot}", Cancel);
            return events.Contains("\"agritrace:recordedBy\":\"bay\"", StringComparison.Ordinal) && events.Contains($"\"agritrace:onBehalfOf\":\"{farmer}\"", StringComparison.Ordinal);
        }, "the event names the helper and the farmer", Cancel);
        await helper.GetByRole(AriaRole.Link, new() { NameString = "Xem trang người mua thấy" }).ClickAsync();
        await Assertions.Expect(helper.Locator("main")).ToContainTextAsync(lot);
    }

    private static ILocator Heading(IPage page) => page.Locator("h1");

    private static Task<string> Words(IPage page) => page.Locator("main").InnerTextAsync();

    /// <summary>Keeps a picture on a phone and on a desk, and sees that it fits both.</summary>
    /// <param name="path">Where to look; null for where the page is.</param>
    private async Task Picture(IPage page, string? path, string name)
    {
        var before = page.ViewportSize!;
        if (path is not null) await page.GotoAsync(Address(path));
        foreach (var (width, height) in ((int Width, int Height)[])[Browser.Phone, Browser.Desk])
        {
            await page.SetViewportSizeAsync(width, height);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{name} scrolls sideways at {width}");
            await Browser.Screenshot(page, $"people.{name}.{width}");
        }

        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Keeps what the printer would get, too.</summary>
    private async Task Paper(IPage page, string name)
    {
        await Picture(page, null, name);
        await page.PdfAsync(new PagePdfOptions { Path = Repository.Path("artifacts", "screenshots", $"people.{name}.pdf"), PreferCSSPageSize = true });
    }

    private string Address(string path) => new Uri(house.Host.BaseUrl, path).ToString();
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>A buyer orders, looks, cancels and finds the order again: in a real browser, on a phone and on a desk, in both languages.</summary>
public sealed class CheckoutTests(SeededHost house, Browser browser)
{
    public static TheoryData<int, string> Views => new() { { 360, "vi" }, { 360, "en" }, { 1280, "vi" }, { 1280, "en" } };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_buyer_orders_pays_in_cash_sees_the_order_and_cancels_it(int width, string language)
    {
        var (isEnglish, name) = (language == "en", $"{language}.{width}");
        var page = await browser.Open(width == Browser.Phone.Width ? Browser.Phone : Browser.Desk, isEnglish ? "en-GB" : "vi-VN");
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(house.Host.BaseUrl, "/?coop=htx-song-hau" + (isEnglish ? "&lang=en" : string.Empty)).ToString());

        await page.Locator(".card", new() { HasText = "Bưởi Năm Roi" }).Locator("a[href*='/checkout']").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(isEnglish ? "Order" : "Đặt hàng");
        await IsFine(page, $"checkout.{name}");

        await Fill(page, phone: "12");
        await page.Locator("button.big").ClickAsync();
        await Assertions.Expect(page.Locator("#phone-fault")).ToContainTextAsync(isEnglish ? "phone number of Viet Nam" : "số điện thoại Việt Nam");
        await Assertions.Expect(page.Locator("#address")).ToHaveValueAsync("12 Nguyễn Trãi, Ninh Kiều, Cần Thơ");
        await IsFine(page, $"checkout-faults.{name}");

        await page.FillAsync("#phone", "0912 345 678");
        await page.Locator("button[name=step]").ClickAsync();
        await Assertions.Expect(page.Locator(".total")).ToContainTextAsync(isEnglish ? "130,000 ₫" : "130.000 ₫");
        await page.Locator("button.big").ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/orders/[0-9a-z]+\\?coop=htx-song-hau&token="));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(isEnglish ? "Pay in cash when you get the goods" : "Trả tiền mặt khi nhận hàng");
        (await page.Locator("main").InnerTextAsync()).ShouldContain(isEnglish ? "130,000 ₫" : "130.000 ₫");
        (await page.Locator(".lines .origins a").CountAsync()).ShouldBeGreaterThan(0, "the lots lead to their scan pages");
        var (code, link) = (await page.Locator(".eyebrow code").InnerTextAsync(), page.Url);
        await IsFine(page, $"order.{name}");

        await page.Locator("summary").First.ClickAsync();
        await page.Locator("form[action*='/cancel'] button").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(isEnglish ? "This order was cancelled" : "Đơn hàng này đã hủy");
        await IsFine(page, $"order-cancelled.{name}");

        await Eventually.Holds(async () =>
        {
            await page.GotoAsync(new Uri(house.Host.BaseUrl, "/orders" + (isEnglish ? "?lang=en" : string.Empty)).ToString());
            await page.FillAsync("#code", code);
            await page.FillAsync("#phone", "0912345678");
            await page.Locator("button.big").ClickAsync();
            return page.Url == link;
        }, "the order is found again", TestContext.Current.CancellationToken);
        await page.GotoAsync(new Uri(house.Host.BaseUrl, "/orders" + (isEnglish ? "?lang=en" : string.Empty)).ToString());
        await IsFine(page, $"find-order.{name}");
        complaints.ShouldBeEmpty();
    }

    private static async Task Fill(IPage page, string phone)
    {
        await page.Locator("input[type=number]").First.FillAsync("2");
        await page.FillAsync("#name", "Trần Thị Mai");
        await page.FillAsync("#phone", phone);
        await page.FillAsync("#address", "12 Nguyễn Trãi, Ninh Kiều, Cần Thơ");
    }

    private static async Task IsFine(IPage page, string name)
    {
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "no sideways scrolling");
        (await Axe.Violations(page)).ShouldBeEmpty(name);
        await Browser.Screenshot(page, name);
    }
}

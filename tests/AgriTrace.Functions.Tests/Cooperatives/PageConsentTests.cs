using System.Net;
using System.Net.Http.Headers;
using AgriTrace.Functions.Tests.Traceability;

namespace AgriTrace.Functions.Tests.Cooperatives;

/// <summary>Public pages show of a farmer what the farmer said yes to, and no longer than that.</summary>
public sealed class PageConsentTests(House house) : HttpTests(house)
{
    private const string Name = "Nguyễn Văn Út";
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 9, 9, 0xFF, 0xDA, 9, 0xFF, 0xD9];

    [Fact]
    public async Task Nobody_is_named_who_did_not_say_so()
    {
        var given = await OnSale();

        (await Scan(given)).ShouldNotContain(Name);
        (await given.TraceRecord()).ToJsonString().ShouldNotContain(Name);
        (await Shop(given)).ShouldNotContain(Name);
    }

    [Fact]
    public async Task A_farmer_who_says_yes_is_named_and_is_gone_at_once_when_they_take_it_back()
    {
        var given = await OnSale();
        await Say(given, name: true);
        (await Scan(given)).ShouldContain(Name);
        (await Shop(given)).ShouldContain(Name);

        await Say(given, name: false);

        (await Scan(given)).ShouldNotContain(Name);
        (await given.TraceRecord()).ToJsonString().ShouldNotContain(Name);
        (await Shop(given)).ShouldNotContain(Name);
    }

    [Fact]
    public async Task Taking_it_back_reaches_the_lots_that_were_packed_from_theirs()
    {
        var given = await OnSale();
        await Say(given, name: true);
        await given.Admin.PostEvent(given, new { type = "pack", at = DateTimeOffset.Now.ToString("O"), place = Given.PackingHouse, inputs = new[] { given.Share("L1", 100) }, outputs = new[] { given.Share("BOX", 100) } }).Json(201);
        await Eventually.Holds(async () => (await Scan(given, "BOX")).Contains(Name, StringComparison.Ordinal), "the packed lot names the farmer", Cancel);

        await Say(given, name: false);

        await Eventually.Holds(async () => !(await Scan(given, "BOX")).Contains(Name, StringComparison.Ordinal), "the packed lot names nobody", Cancel);
    }

    [Fact]
    public async Task A_photo_is_shown_only_where_the_farmer_says_so()
    {
        var given = await OnSale();
        var photo = $"/photos/{given.Coop}/{Given.Ut}";
        await given.FarmerUt.PutAsync($"{Path(given)}/photo", new ByteArrayContent(Jpeg) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, Cancel).Json(200);
        (await Anyone.GetAsync(photo, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Say(given, name: false, photo: true);
        (await Anyone.GetByteArrayAsync(photo, Cancel)).ShouldBe(Jpeg);
        (await Scan(given)).ShouldContain(photo);

        await Say(given, name: false, photo: false);
        (await Anyone.GetAsync(photo, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Scan(given)).ShouldNotContain(photo);
    }

    [Fact]
    public async Task What_an_admin_enters_for_a_farmer_names_the_admin_and_other_farmers_and_helpers_may_not()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var entered = await given.Admin.Send(HttpMethod.Put, Path(given) + "/page-consent", new { name = true, photo = false }, Cancel).Json(200);

        entered.Text("recordedBy").ShouldBe(Given.Sau);
        await given.FarmerBa.Send(HttpMethod.Put, Path(given) + "/page-consent", new { name = false, photo = false }, Cancel).Problem(403, "other-member");
        await given.Helper.Send(HttpMethod.Put, Path(given) + "/page-consent", new { name = true, photo = true }, Cancel).Problem(403, "other-member");
    }

    private async Task<Given> OnSale()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest(harvestedAt: DateTimeOffset.Now.AddDays(-1).ToString("O"))).Json(201);
        var listing = new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 };
        await given.FarmerUt.Post($"/api/coops/{given.Coop}/listings", listing, Cancel).Json(201);
        return given;
    }

    private static string Path(Given given) => $"/api/coops/{given.Coop}/members/{Given.Ut}";

    private static Task Say(Given given, bool name, bool photo = false) =>
        given.FarmerUt.Send(HttpMethod.Put, Path(given) + "/page-consent", new { name, photo }, Cancel).Json(200);

    private async Task<string> Scan(Given given, string lot = "L1") =>
        await (await Anyone.Send(HttpMethod.Get, given.TracePath(lot), null, Cancel, ("Accept", "text/html"))).Content.ReadAsStringAsync(Cancel);

    private async Task<string> Shop(Given given) =>
        await Anyone.GetStringAsync($"/?coop={given.Coop}", Cancel) + await Anyone.GetStringAsync($"/api/listings?coop={given.Coop}", Cancel);
}

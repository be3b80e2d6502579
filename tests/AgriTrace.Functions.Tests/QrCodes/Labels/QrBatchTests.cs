using System.Globalization;
using System.Net;
using System.Web;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Functions.Tests.Traceability.Recalls;

namespace AgriTrace.Functions.Tests.QrCodes.Labels;

public sealed class QrBatchTests(House house) : HttpTests(house)
{
    private async Task<Given> GivenLot(string lot = "L1")
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest(lot)).Json(201);
        return given;
    }

    [Fact]
    public async Task Labels_are_ordered_printed_and_downloaded_by_links_that_soon_end()
    {
        var given = await GivenLot();

        var answer = await given.OrderLabels(given.Order(30, netWeight: new { value = 1.2, unit = "KGM" }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var ordered = await Task.FromResult(answer).Json(202);
        answer.Headers.Location!.ToString().ShouldBe($"{given.PrintRuns()}/{ordered.Text("id")}");
        ordered["total"]!.GetValue<int>().ShouldBe(30);
        var printed = await given.Printed(ordered);

        printed["done"]!.GetValue<int>().ShouldBe(30);
        var pdf = (await printed.Download()).Single();
        var words = (await PdfReader.Words(pdf, Cancel)).ReplaceLineEndings(" ");
        foreach (var word in (string[])["Bưởi Năm Roi", "Khối lượng tịnh: 1,2 kg", "NSX: 20/01/2026", "HSD: 19/02/2026", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", $"(01){given.Gtin}", "(10)L1"])
            words.ShouldContain(word);
        var codes = (await QrReader.Read(await PdfReader.Draw(pdf, page: 1, 300, Cancel), Cancel)).Split('\n');
        codes.Length.ShouldBe(24);
        given.Counters(Host, codes.Select(code => code[^20..])).ShouldBe(Enumerable.Range(0, 24).Select(number => (long)number), ignoreOrder: true);
    }

    [Fact]
    public async Task A_link_reads_its_file_and_nothing_else_for_fifteen_minutes()
    {
        var given = await GivenLot();
        var printed = await given.Printed(await given.OrderLabels(given.Order(1, format: "png")).Json(202));
        var file = printed["files"]![0]!;
        var link = new Uri(file.Text("url"));

        var right = HttpUtility.ParseQueryString(link.Query);
        (right["sp"], right["sr"]).ShouldBe(("r", "b"));
        var until = DateTimeOffset.Parse(right["se"]!, CultureInfo.InvariantCulture);
        (until - Host.Services.GetTime()).ShouldBeInRange(TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(15));

        using var anyone = new HttpClient();
        var read = await anyone.GetAsync(link, Cancel);
        read.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        read.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe(file.Text("name"));
        (await anyone.DeleteAsync(link, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await anyone.GetAsync(new Uri(link.GetLeftPart(UriPartial.Path)), Cancel)).IsSuccessStatusCode.ShouldBeFalse("the file is not public");
    }

    [Fact]
    public async Task A_repeat_gets_its_first_answer_even_after_the_lot_was_recalled_and_another_order_is_refused()
    {
        var given = await GivenLot();
        var first = await given.OrderLabels(given.Order(10, format: "png")).Json(202);
        await given.Printed(first);
        await given.Recall("L1").Json(201);

        var again = await given.OrderLabels(given.Order(10, format: "png")).Json(202);
        again.Text("id").ShouldBe(first.Text("id"));
        again.Text("state").ShouldBe("succeeded");
        await given.OrderLabels(given.Order(11, format: "png")).Problem(409, "idempotency-key-used");
        var refusal = await given.OrderLabels(given.Order(10), "other").Problem(409, "lot-held");
        refusal.Text("reason").ShouldBe("recall");
        refusal.Text("detail").ShouldContain("Dư lượng vượt mức");
    }

    [Fact]
    public async Task Runs_of_one_product_share_no_number_even_when_they_are_ordered_at_once()
    {
        var given = await GivenLot();
        await given.Admin.PostLot(given, given.Harvest("L2")).Json(201);

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(async index =>
            await given.Printed(await given.OrderLabels(given.Order(40, index % 2 == 0 ? "random" : "sequential", "png", lot: index < 3 ? "L1" : "L2"), $"k{index}").Json(202))));

        var counters = new List<long>();
        foreach (var run in runs) counters.AddRange(given.Counters(Host, await run.Serials(), run.Text("lot")));
        counters.Order().ShouldBe(Enumerable.Range(0, 240).Select(number => (long)number));
    }

    [Fact]
    public async Task Runs_are_listed_the_newest_first_page_by_page()
    {
        var given = await GivenLot();
        var ids = new List<string>();
        for (var index = 0; index < 22; index++) ids.Add((await given.OrderLabels(given.Order(1, "none", "png"), $"k{index}").Json(202)).Text("id"));

        var first = await given.Admin.GetAsync(given.PrintRuns(), Cancel).Json(200);
        var second = await given.Admin.GetAsync($"{given.PrintRuns()}?after={first.Text("next")}", Cancel).Json(200);

        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(run => run!.Text("id")).ShouldBe(Enumerable.Reverse(ids));
        second["next"].ShouldBeNull();
        await given.Admin.GetAsync(given.PrintRuns() + "?after=x", Cancel).Problem(400, "cursor-invalid");
    }

    [Fact]
    public async Task The_day_of_packing_is_on_the_label_once_it_was_recorded()
    {
        var given = await GivenLot();
        await given.Admin.PostEvent(given, given.Step("pack", at: "2026-01-21T08:00:00+07:00")).Json(201);
        await Eventually.Holds(async () => (await given.TraceRecord())["packedAt"] is not null, "the record knows it", Cancel);

        var printed = await given.Printed(await given.OrderLabels(given.Order(1, "none", layout: "roll-50x30")).Json(202));

        (await PdfReader.Words((await printed.Download()).Single(), Cancel)).ShouldContain("Đóng gói: 21/01/2026");
    }

    [Fact]
    public async Task A_product_without_gtin_gets_labels_with_our_own_addresses()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, new { product = Given.OwnProduct, lot = "M1", plot = Given.UtsPlot, member = Given.Ut, quantity = new { value = 1, unit = "KGM" }, harvestedAt = "2026-01-20T06:30:00+07:00" }).Json(201);

        var printed = await given.Printed(await given.OrderLabels(new { product = Given.OwnProduct, lot = "M1", count = 1, serials = "none", format = "pdf", layout = "roll-50x30" }).Json(202));

        printed.Text("product").ShouldBe(Given.OwnProduct);
        (await QrReader.Read(await PdfReader.Draw((await printed.Download()).Single(), page: 1, 300, Cancel), Cancel)).ShouldEndWith($"/p/{given.Coop}/{Given.OwnProduct}/M1");
    }

    [Fact]
    public async Task What_cannot_be_printed_is_refused_and_says_why()
    {
        var given = await GivenLot();

        (await given.OrderLabels(given.Order(100_001)).Problem(400, "too-many-labels"))["max"]!.GetValue<int>().ShouldBe(100_000);
        await given.OrderLabels(given.Order(0)).Problem(400, "fields-invalid");
        await given.OrderLabels(given.Order(layout: "a5")).Problem(400, "fields-invalid");
        await given.OrderLabels(given.Order(serials: "secret")).Problem(400, "fields-invalid");
        await given.OrderLabels(given.Order(netWeight: new { value = -1, unit = "KGM" })).Problem(400, "fields-invalid");
        await given.OrderLabels(given.Order(lot: "NONE")).Problem(404, "no-such-lot");
        (await given.OrderLabels(given.Order(layout: "a4-65")).Problem(400, "label-too-small"))["fits"]!.AsArray().Count.ShouldBeGreaterThan(2);
        await given.Admin.Post(given.PrintRuns(), given.Order(), Cancel).Problem(400, "idempotency-key");
        await given.Admin.GetAsync(given.PrintRuns() + "/x", Cancel).Problem(404, "no-such-print-run");
        await given.FarmerUt.Post(given.PrintRuns(), given.Order(), Cancel, ("Idempotency-Key", "k")).Problem(403, "role-may-not");
    }

    [Fact]
    public async Task The_lot_of_another_cooperative_gets_no_labels_and_its_runs_are_not_shown()
    {
        var (given, other) = (await GivenLot(), await Given.Cooperative(Host, Cancel));
        await Host.PutProduct(other.Coop, given.Gtin, Cancel);
        var run = await given.OrderLabels(given.Order(1, format: "png")).Json(202);

        await other.OrderLabels(given.Order()).Problem(404, "no-such-lot");
        await other.Admin.GetAsync($"{other.PrintRuns()}/{run.Text("id")}", Cancel).Problem(404, "no-such-print-run");
        await Host.As(Role.Admin, other.Coop, Given.Sau).GetAsync($"{given.PrintRuns()}/{run.Text("id")}", Cancel).Problem(403, "other-cooperative");
    }
}

file static class Clocks
{
    public static DateTimeOffset GetTime(this IServiceProvider services) => ((TimeProvider)services.GetService(typeof(TimeProvider))!).GetUtcNow();
}

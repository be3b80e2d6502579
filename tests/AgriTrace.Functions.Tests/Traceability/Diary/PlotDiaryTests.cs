using System.Globalization;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Diary;

/// <summary>The diary of a plot, for programs, spreadsheets and browsers.</summary>
public sealed class PlotDiaryTests(House house) : HttpTests(house)
{
    private static readonly DateTimeOffset Picked = new(2026, 1, 20, 6, 30, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task The_diary_tells_treatments_and_harvests_in_their_order()
    {
        var given = await WithDiary();

        var diary = await given.FarmerUt.GetAsync(PathOf(given) + Year, Cancel).Json(200);

        (diary.Text("plot"), diary.Text("name"), diary.Text("from")).ShouldBe((Given.UtsPlot, "Vườn ven sông Hậu", "2026-01-01"));
        var (spray, harvest) = (diary["items"]![0]!, diary["items"]![1]!);
        (spray.Text("activity"), spray.Text("material"), spray.Text("dose"), spray.Text("earliest")).ShouldBe(("spray", "Abamectin 1.8EC", "20 ml / 16 l", "2026-01-17"));
        spray.Text("at").ShouldBe("2026-01-10T06:30:00+07:00");
        (harvest.Text("type"), harvest.Text("gtin"), harvest.Text("lot"), harvest["quantity"]!["value"]!.GetValue<decimal>()).ShouldBe(("harvest", given.Gtin, "L1", 500));
    }

    [Fact]
    public async Task A_period_is_honoured_and_the_usual_one_is_the_last_365_days()
    {
        var given = await WithDiary();

        Count(await given.Admin.GetAsync(PathOf(given) + "?from=2026-01-20&to=2026-01-20", Cancel).Json(200)).ShouldBe(1);
        Count(await given.Admin.GetAsync(PathOf(given) + "?from=2026-01-11&to=2026-01-19", Cancel).Json(200)).ShouldBe(0);
        await given.Admin.GetAsync(PathOf(given) + "?from=2026-02-01&to=2026-01-01", Cancel).Problem(400, "period-invalid");
        await given.Admin.GetAsync(PathOf(given) + "?to=2026-01-01", Cancel).Problem(400, "period-invalid");
        var usual = await given.Admin.GetAsync(PathOf(given), Cancel).Json(200);
        (DateOnly.ParseExact(usual.Text("to"), "yyyy-MM-dd").DayNumber - DateOnly.ParseExact(usual.Text("from"), "yyyy-MM-dd").DayNumber).ShouldBe(364);
    }

    [Fact]
    public async Task A_farmer_reads_their_own_plots_only_and_staff_all()
    {
        var given = await WithDiary();

        await given.FarmerBa.GetAsync(PathOf(given), Cancel).Problem(403, "not-your-plot");
        await Host.As(Role.Inspector, given.Coop).GetAsync(PathOf(given), Cancel).Json(200);
        await given.Admin.GetAsync(PathOf(given, "khong-co"), Cancel).Problem(404, "no-such-plot");
        (await (await APhone.Of(given, Given.Ba, Cancel)).Get(PageOf(given))).ShouldBe(403);
    }

    [Fact]
    public async Task A_spreadsheet_gets_a_line_for_each_entry_with_names_and_vietnamese_headings()
    {
        var given = await WithDiary();

        var csv = await given.Admin.GetStringAsync(PathOf(given) + Year + "&format=csv", Cancel);

        var lines = csv.TrimStart('\uFEFF').Split("\r\n");
        lines[0].ShouldStartWith("Ngày,Công việc,Vật tư,Hoạt chất,Liều lượng,Số lượng,Đơn vị,Thời gian cách ly (ngày),");
        lines[1].ShouldStartWith("2026-01-10 06:30:00,Phun thuốc,Abamectin 1.8EC,Abamectin,20 ml / 16 l,0.25,");
        lines[1].ShouldContain("Nguyễn Văn Út");
        lines[2].ShouldContain(",L1,");
    }

    [Fact]
    public async Task A_browser_shows_the_diary_to_its_farmer_and_asks_a_stranger_to_sign_in()
    {
        var given = await WithDiary();
        var phone = await APhone.Of(given, Given.Ut, Cancel);

        (await phone.Get(PageOf(given) + Year)).ShouldBe(200);

        foreach (var words in (string[])["Vườn ven sông Hậu", "Phun thuốc", "Abamectin 1.8EC", "20 ml / 16 l", "7 ngày", "Thu hoạch từ", "17/01/2026", "Nguyễn Văn Út", "sâu vẽ bùa", "L1", "Ghi ngày"])
            phone.Html.ShouldContain(words);
        (await phone.Get(PageOf(given) + Year + "&format=csv")).ShouldBe(200);
        phone.Html.ShouldContain("Phun thuốc,Abamectin 1.8EC");
        var stranger = new APhone(Host, Cancel);
        (await stranger.Get(PageOf(given))).ShouldBe(401);
        stranger.Html.ShouldContain("Máy này chưa đăng nhập");
    }

    [Fact]
    public async Task More_than_one_page_holds_asks_for_a_shorter_period()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var index = Host.Services.GetRequiredService<DiaryIndex>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_001), Cancel, async (number, stop) => await index.Apply(
            FieldWork.Spray(given.Coop, Given.UtsPlot, Site, Picked.AddMinutes(number), null, "r" + number.ToString(CultureInfo.InvariantCulture)), stop));

        await given.Admin.GetAsync(PathOf(given) + Year, Cancel).Problem(413, "diary-too-long");
        Count(await given.Admin.GetAsync(PathOf(given) + "?from=2026-01-20&to=2026-01-20", Cancel).Json(200)).ShouldBeGreaterThan(1_000);
    }

    private const string Year = "?from=2026-01-01&to=2026-12-31";

    private Uri Site => Host.Services.GetRequiredService<SiteSettings>().PublicUrl;

    /// <summary>A spraying ten days before a harvest.</summary>
    private async Task<Given> WithDiary()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var spray = FieldWork.Spray(given.Coop, Given.UtsPlot, Site, Picked.AddDays(-10), 7, now: Picked.AddDays(-5));
        (await Host.Services.GetRequiredService<EventRecorder>().Record(spray, "spray", Cancel)).IsOk.ShouldBeTrue();
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        await Eventually.Holds(async () => Count(await given.Admin.GetAsync(PathOf(given) + Year, Cancel).Json(200)) == 2, "both stand in the diary", Cancel);
        return given;
    }

    private static int Count(System.Text.Json.Nodes.JsonNode diary) => diary["items"]!.AsArray().Count;

    private static string PathOf(Given given, string plot = Given.UtsPlot) => $"/api/coops/{given.Coop}/plots/{plot}/diary";

    private static string PageOf(Given given) => $"/coops/{given.Coop}/plots/{Given.UtsPlot}/diary";
}

using System.Net;
using System.Text.RegularExpressions;

namespace AgriTrace.Web.Tests.Traceability;

public sealed class DiaryPageTests
{
    [Fact]
    public async Task The_diary_has_the_columns_and_the_head_that_an_auditor_expects()
    {
        var html = WebUtility.HtmlDecode(await Sample.Render(Sample.Diary));

        Regex.Matches(html, "<th scope=\"col\">([^<]+)</th>").Select(match => match.Groups[1].Value)
            .ShouldBe(["Ngày", "Công việc", "Vật tư / hoạt chất", "Liều lượng", "Thời gian cách ly", "Người thực hiện", "Ghi chú"]);
        foreach (var words in (string[])["Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "VN-VLOR-0123", "0,8 ha", "01/01/2026", "22/11/2026", "Người sản xuất ký tên"]) html.ShouldContain(words);
    }

    [Fact]
    public async Task A_treatment_tells_its_interval_and_from_when_the_plot_may_be_harvested()
    {
        var html = WebUtility.HtmlDecode(await Sample.Render(Sample.Diary));

        foreach (var words in (string[])["Phun thuốc", "Abamectin 1.8EC", "20 ml / 16 l", "0,25 lít", "7 ngày", "Thu hoạch từ", "17/11/2026", "Trừ: sâu vẽ bùa", "Lê Thị Bảy ghi giúp", "Ghi ngày", "13/11/2026"])
            html.ShouldContain(words);
        html.ShouldContain($"href=\"{Sample.Lot.Path}\"");
    }

    [Fact]
    public async Task A_cell_that_says_nothing_takes_no_line_on_a_phone()
    {
        var html = await Sample.Render(Sample.Diary);

        Regex.Count(html, "class=\"blank\"").ShouldBe(4 + 2, "the watering has material, dose, interval and note blank; the harvest interval and note");
    }

    [Fact]
    public async Task What_people_wrote_is_text_whatever_stands_in_it()
    {
        var html = await Sample.Render(Sample.Diary with { Lines = [Sample.Spraying with { Note = "<script>alert(1)</script>", Material = "\"><img src=x>" }] });

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
    }

    [Fact]
    public async Task A_diary_is_kept_out_of_search_engines_and_an_empty_one_says_so()
    {
        (await Sample.Render(Sample.Diary)).ShouldContain("<meta name=\"robots\" content=\"noindex\">");
        (await Sample.Render(Sample.Diary with { Lines = [] })).ShouldContain("Chưa ghi việc gì");
    }
}

using System.Net;
using AgriTrace.Domain.Traceability;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Web.Tests.Traceability;

public sealed class TracePageTests
{
    [Fact]
    public async Task The_first_screen_says_what_who_when_and_that_the_record_is_whole()
    {
        var html = await Sample.Render(Sample.Trace);
        var firstScreen = html[..html.IndexOf("Hành trình của lô hàng", StringComparison.Ordinal)];

        foreach (var answer in new[] { "Bưởi Năm Roi", "Nguyễn Văn Út", "20/11/2026 06:30", "Phường Bình Minh, Vĩnh Long", "Hồ sơ đầy đủ" })
            firstScreen.ShouldContain(answer);
    }

    [Fact]
    public async Task A_plot_of_unknown_commune_is_named_and_no_other_place_stands_for_it()
    {
        var trace = Sample.Trace with { Grower = Sample.Trace.Grower! with { Commune = null, Province = null } };

        var html = await Sample.Render(trace);

        html.ShouldContain("<dt>Nơi trồng</dt><dd>Vườn ven sông Hậu</dd>");
        html.ShouldNotContain("Xã, tỉnh");
        (await Sample.Render(trace with { Grower = trace.Grower! with { PlotName = null } })).ShouldNotContain("<dt>Nơi trồng</dt>");
    }

    [Fact]
    public async Task The_page_shows_all_that_the_circular_asks_of_a_code_carrier()
    {
        var html = WebUtility.HtmlDecode(await Sample.Render(Sample.Trace));

        foreach (var item in new[]
        {
            "Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long", "Mã truy vết sản phẩm", "urn:product", "Mã truy vết địa điểm", "urn:place",
            "2026-11-20T06:30:00+07:00", "https://agritrace.example/01/08938501234567/10/BNR2611A", "Bưởi Năm Roi Bình Minh", "0001",
            "20/12/2026", "VietGAP", "VietGAP-TT-25-084", "VN-VLOR-0123",
        })
            html.ShouldContain(item);
    }

    [Fact]
    public async Task A_lot_that_lacks_mandatory_fields_names_each_of_them_and_is_not_called_whole()
    {
        var html = await Sample.Render(Sample.Trace with { Missing = [RecordField.ProductImage, RecordField.StagePlaceCode] });

        html.ShouldContain("Hồ sơ còn thiếu 2 mục");
        html.ShouldContain("<li>Hình ảnh sản phẩm</li>");
        html.ShouldContain("<li>Mã truy vết địa điểm của công đoạn</li>");
        html.ShouldNotContain("Hồ sơ đầy đủ");
    }

    [Theory]
    [InlineData(WarningKind.Held, "Lô hàng đang bị tạm giữ")]
    [InlineData(WarningKind.Recalled, "Lô hàng đã bị thu hồi")]
    public async Task A_warning_comes_before_everything_else_on_the_page(WarningKind kind, string words)
    {
        var html = await Sample.Render(Sample.Trace with { Warning = new LotWarning(kind, Sample.Harvest, "Dư lượng thuốc") });

        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("Dư lượng thuốc");
        html.IndexOf(words, StringComparison.Ordinal).ShouldBeInRange(0, html.IndexOf("<h1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_declared_wrong_stays_on_the_page_and_is_marked()
    {
        var wrong = Sample.Picked with { DeclaredWrongAt = Sample.Harvest.AddHours(1) };

        var html = await Sample.Render(Sample.Trace with { Stages = [wrong] });

        html.ShouldContain("stage-wrong");
        html.ShouldContain("Đã đính chính lúc");
        html.ShouldContain("20/11/2026 07:30");
        html.ShouldContain("480 kg");
    }

    [Fact]
    public async Task A_stage_links_to_its_event_by_a_short_hash()
    {
        (await Sample.Render(Sample.Trace)).ShouldContain("<a href=\"/events/4bf92f\"><code>4bf92f3577b3…</code></a>");
    }

    [Theory]
    [InlineData(10.0412, 105.8231, true)]
    [InlineData(21.0285, 105.8542, false)]
    public async Task Only_a_plot_in_the_delta_is_pinned_on_the_drawing(double latitude, double longitude, bool drawn)
    {
        var grower = Sample.Trace.Grower! with { Location = new GeoPoint(latitude, longitude) };

        var html = await Sample.Render(Sample.Trace with { Grower = grower });

        html.Contains("delta-map", StringComparison.Ordinal).ShouldBe(drawn);
        html.ShouldContain("https://www.openstreetmap.org/?mlat=");
    }

    [Fact]
    public async Task What_was_measured_stands_beside_what_the_product_wants()
    {
        var vi = await Sample.Render(Sample.Trace);
        var en = await Sample.Render(Sample.Trace, Language.English);

        vi.ShouldContain("Nhiệt độ đo được 4,1–6,8 °C; giới hạn 2–8 °C");
        vi.ShouldContain("Độ ẩm đo được 85–92,5 %; giới hạn ≤ 95 %");
        en.ShouldContain("Temperature measured: 4.1–6.8 °C; limits 2–8 °C");
        vi.ShouldNotContain("ngoài giới hạn");
        (await Sample.Render(Sample.Trace with { ColdChain = null })).ShouldNotContain("Chuỗi lạnh");
    }

    [Fact]
    public async Task A_lot_that_was_too_warm_is_flagged_with_the_time()
    {
        var warm = Sample.Trace with { ColdChain = Sample.Trace.ColdChain! with { OutOfRange = 2, FirstOutOfRangeAt = Sample.Harvest.AddHours(1), LastOutOfRangeAt = Sample.Harvest.AddHours(2) } };

        var html = await Sample.Render(warm);

        html.ShouldContain("2 lần đo nằm ngoài giới hạn");
        html.ShouldContain("20/11/2026 07:30");
        html.ShouldContain("20/11/2026 08:30");
        (await Sample.Render(warm, Language.English)).ShouldContain("2 measurements were outside the limits");
    }

    [Fact]
    public async Task Fish_is_raised_and_not_grown()
    {
        var html = await Sample.Render(Sample.Trace with { Kind = ProduceKind.Pangasius });

        html.ShouldContain("Người nuôi");
        html.ShouldNotContain("Người trồng");
    }
}

using System.Net;

namespace AgriTrace.Web.Tests.Consignments;

public sealed class ConsignmentPageTests
{
    [Fact]
    public async Task It_tells_whoever_is_outside_what_grew_where_how_and_what_became_of_it()
    {
        var html = WebUtility.HtmlDecode(await Sample.Render(ConsignmentSample.View));

        foreach (var item in new[]
        {
            "Gửi Công ty Nhập khẩu Hà Lan", "Xuất khẩu sang Rotterdam", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "BNR2611A", "480 kg", "20/12/2026", "VietGAP-TT-25-084", "01/01/2027", "4,1–9,2 °C", "3 lần đo nằm ngoài giới hạn",
            "BNR2611 (480 kg) → BNR2611A (480 kg)", "Nhà đóng gói Mỹ Hòa", "VN-VLOR-0123", "0,8 ha", "Phun thuốc", "Abamectin 1.8EC / Abamectin", "20 ml / 16 l · 0,25 lít", "7 ngày", "sâu vẽ bùa · Phun buổi sáng",
            "Phòng thử nghiệm Cần Thơ", "Đạt", "Chưa có việc nào được ghi",
        })
            html.ShouldContain(item);
    }

    [Fact]
    public async Task A_hold_comes_before_the_lots_and_files_are_offered_with_the_key()
    {
        var html = await Sample.Render(ConsignmentSample.View);

        html.IndexOf("Chờ kết quả phân tích dư lượng", StringComparison.Ordinal).ShouldBeInRange(0, html.IndexOf("<table", StringComparison.Ordinal));
        html.ShouldContain("href=\"/consignments/htx/a1b2c3?key=k&amp;format=epcis\"");
        html.ShouldContain("href=\"/consignments/htx/a1b2c3/documents/d1?key=k\"");
        html.ShouldNotContain("lab.example");
        html.ShouldContain("<meta name=\"robots\" content=\"noindex\">");
    }

    [Fact]
    public async Task It_is_read_in_english_too()
    {
        var html = await Sample.Render(ConsignmentSample.View, Language.English);

        foreach (var item in new[] { "For Công ty Nhập khẩu Hà Lan", "Spraying", "Pre-harvest interval", "7 days", "Nam Roi pomelo", "Passed" }) html.ShouldContain(item);
    }
}

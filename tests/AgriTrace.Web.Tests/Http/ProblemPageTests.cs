using AgriTrace.Web.Http;

namespace AgriTrace.Web.Tests.Http;

public sealed class ProblemPageTests
{
    [Theory]
    [InlineData(404, "Không tìm thấy trang này")]
    [InlineData(503, "Hệ thống đang nghỉ một chút")]
    [InlineData(502, "Phía chúng tôi gặp trục trặc")]
    [InlineData(418, "Chưa thực hiện được")]
    public async Task Every_status_has_words_for_a_person(int status, string words)
    {
        (await Sample.Render(new ProblemView("/x", status))).ShouldContain(words);
    }

    [Fact]
    public async Task The_trace_id_is_shown_when_there_is_one()
    {
        (await Sample.Render(new ProblemView("/x", 500, "00-4bf92f-01"))).ShouldContain("<code>00-4bf92f-01</code>");
        (await Sample.Render(new ProblemView("/x", 500))).ShouldNotContain("<code>");
    }
}

using System.Net;

namespace AgriTrace.Functions.Tests.Http;

public sealed class AnswerHeadersTests(House house) : HttpTests(house)
{
    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join("; ", values) : null;

    [Theory]
    [InlineData("/health")]
    [InlineData("/nowhere")]
    [InlineData("/t/broken")]
    [InlineData("/api/operator/status")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path)
    {
        var answer = await Anyone.GetAsync(path, Cancel);

        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Referrer-Policy").ShouldNotBeNull();
        Header(answer, "Permissions-Policy").ShouldBe("camera=(), microphone=(), geolocation=()");
        Header(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header(answer, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header(answer, "Content-Security-Policy").ShouldBe("default-src 'none'; frame-ancestors 'none'");
        Header(answer, "Strict-Transport-Security").ShouldBeNull("this is plain HTTP");
        Header(answer, "Server").ShouldBeNull();
    }

    [Fact]
    public async Task A_page_may_use_what_is_its_own_and_a_picture_may_stand_elsewhere()
    {
        var page = await Anyone.Send(HttpMethod.Get, "/", null, Cancel, ("Accept", "text/html"));
        Header(page, "Content-Security-Policy")!.ShouldContain("style-src 'self'");
        Header(page, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");

        var style = (await page.Content.ReadAsStringAsync(Cancel)).Split('"').First(part => part.StartsWith("/assets/", StringComparison.Ordinal));
        Header(await Anyone.GetAsync(style, Cancel), "Cross-Origin-Resource-Policy").ShouldBe("cross-origin");
    }

    [Fact]
    public async Task Behind_a_proxy_that_speaks_https_browsers_are_told_to_stay_with_it()
    {
        await using var host = await TestHost.Start(Storage, change: options => options with
        {
            Settings = new Dictionary<string, string?>(options.Settings) { ["AgriTrace:Proxies"] = "1" },
        });

        var answer = await host.Anyone.Send(HttpMethod.Get, "/health", null, Cancel, ("X-Forwarded-Proto", "https"));

        Header(answer, "Strict-Transport-Security").ShouldBe("max-age=31536000; includeSubDomains");
    }

    [Theory]
    [InlineData("/01/x?a=1")]
    [InlineData("/")]
    public async Task A_redirect_leads_to_a_path_of_this_site(string path)
    {
        var answer = await Anyone.GetAsync("/t/go?to=" + Uri.EscapeDataString(path), Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe(path);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/a\r\nSet-Cookie: a=b")]
    [InlineData("elsewhere")]
    [InlineData("/bưởi")]
    public async Task A_redirect_leads_nowhere_else(string to) =>
        await Anyone.GetAsync("/t/go?to=" + Uri.EscapeDataString(to), Cancel).Problem(500, "unexpected");

    [Theory]
    [InlineData("https://elsewhere.example/", 500)]
    [InlineData("http://localhost:7071@elsewhere.example/", 500)]
    [InlineData("//elsewhere.example", 500)]
    [InlineData("http://localhost:7071/jobs/1", 204)]
    [InlineData("/jobs/1", 204)]
    public async Task No_answer_leaves_with_a_location_on_another_site(string location, int status) =>
        ((int)(await Anyone.GetAsync("/t/go?raw=" + Uri.EscapeDataString(location), Cancel)).StatusCode).ShouldBe(status);

    [Fact]
    public async Task A_scanned_code_keeps_its_query_whatever_it_holds()
    {
        var answer = await Anyone.GetAsync("/01/09521234543213/10/A?x=%5C%0D&y=b%C6%B0%E1%BB%9Fi", Cancel);

        answer.Headers.Location!.OriginalString.ShouldBe("/trace/01/09521234543213/10/A?x=%5C%0D&y=b%C6%B0%E1%BB%9Fi");
    }
}

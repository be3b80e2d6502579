using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Http;

/// <summary>What every HTTP function gets from its gate.</summary>
public sealed class GateTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_body_of_the_right_shape_comes_back_as_it_was()
    {
        var echo = await Anyone.Post("/t/echo", """{"title":"Bưởi","lines":[{"name":"a","quantity":3.5,"colour":"dark-green"}],"count":2}""", Cancel).Json(200);

        echo["title"]!.GetValue<string>().ShouldBe("Bưởi");
        echo["lines"]![0]!["quantity"]!.GetValue<decimal>().ShouldBe(3.5m);
        echo["lines"]![0]!["colour"]!.GetValue<string>().ShouldBe("dark-green");
        echo.AsObject().ContainsKey("at").ShouldBeFalse("what is absent stays absent");
    }

    [Fact]
    public async Task Every_bad_field_is_named_with_its_path_in_one_answer()
    {
        var problem = await Anyone.Post("/t/echo", """{"lines":[{"name":7,"quantity":"1"},{"name":"b","quantity":1,"colour":"blue","size":3}],"count":1.5,"at":"today","extra":{}}""", Cancel)
            .Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).ShouldBe(
            ["$.title", "$.lines[0].name", "$.lines[0].quantity", "$.lines[1].colour", "$.lines[1].size", "$.count", "$.at", "$.extra"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("7", "$")]
    [InlineData("""{"title":null,"lines":[]}""", "$.title")]
    [InlineData("""{"title":"a","lines":[null]}""", "$.lines[0]")]
    [InlineData("""{"title":"a","lines":{}}""", "$.lines")]
    [InlineData("""{"title":"a","lines":[{"name":"a","quantity":1e400}]}""", "$.lines[0].quantity")]
    public async Task A_value_of_another_kind_is_named(string body, string path)
    {
        var problem = await Anyone.Post("/t/echo", body, Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().ShouldContain(fault => fault!["path"]!.GetValue<string>() == path);
    }

    [Theory]
    [InlineData("{\"title\":\"a\",\n  \"lines\": oops}", "line 2, column 12")]
    [InlineData("{\"title\":\"Bưởi\" x", "line 1, column 17")]
    [InlineData("", "line 1, column 1")]
    public async Task Malformed_json_is_refused_with_its_line_and_column(string body, string where)
    {
        var problem = await Anyone.Post("/t/echo", body, Cancel).Problem(400, "json-malformed");

        problem["detail"]!.GetValue<string>().ShouldContain(where);
    }

    [Fact]
    public async Task A_member_that_stands_twice_is_named()
    {
        var problem = await Anyone.Post("/t/echo", """{"title":"a","lines":[{"name":"a","quantity":1,"name":"b"}]}""", Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe("$.lines[0].name");
    }

    [Theory]
    [InlineData("{\"title\":\"a\",\"lines\":[", "{}")]
    [InlineData("{\"title\":\"a\",\"lines\":[", "7")]
    public async Task A_hostile_body_gets_a_short_list_of_faults(string start, string item)
    {
        var problem = await Anyone.Post("/t/echo", start + string.Join(',', Enumerable.Repeat(item, 200_000)) + "]}", Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_body_full_of_unknown_members_gets_a_short_list_of_faults()
    {
        var body = "{" + string.Join(',', Enumerable.Range(0, 60_000).Select(index => $"\"m{index}\":1")) + "}";

        (await Anyone.Post("/t/echo", body, Cancel).Problem(400, "fields-invalid"))["errors"]!.AsArray().Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_json_does_no_harm()
    {
        var echo = await Anyone.Post("/t/echo", "\uFEFF{\"title\":\"a\",\"lines\":[]}", Cancel).Json(200);

        echo["title"]!.GetValue<string>().ShouldBe("a");
    }

    [Fact]
    public async Task Json_nested_deeper_than_any_shape_of_ours_is_refused()
    {
        var deep = new string('[', 40) + new string(']', 40);

        await Anyone.Post("/t/echo", deep, Cancel).Problem(400, "json-malformed");
    }

    [Fact]
    public async Task Text_that_is_not_unicode_is_refused()
    {
        var content = new ByteArrayContent([.. "{\"title\":\""u8, 0xFF, 0xFE, .. "\",\"lines\":[]}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await Anyone.PostAsync("/t/echo", content, Cancel).Json(400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_one_mebibyte_is_413_whether_it_says_its_length_or_not(bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/t/echo") { Content = new ByteArrayContent(new byte[1_048_577]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = chunked;

        await Anyone.SendAsync(request, Cancel).Problem(413, "body-too-large");
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_413_for_a_function_that_reads_none_too()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Content = new ByteArrayContent(new byte[1_048_577]) };

        await Anyone.SendAsync(request, Cancel).Problem(413, "body-too-large");
    }

    [Fact]
    public async Task A_body_that_is_compressed_is_415_and_says_so()
    {
        var body = new StringContent("{}", Encoding.UTF8, "application/json");
        body.Headers.ContentEncoding.Add("gzip");

        await Anyone.PostAsync("/t/echo", body, Cancel).Problem(415, "body-encoded");
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_415()
    {
        await Anyone.PostAsync("/t/echo", new StringContent("title=a", Encoding.UTF8, "application/x-www-form-urlencoded"), Cancel).Problem(415, "body-not-json");
    }

    [Fact]
    public async Task An_exception_is_a_500_with_a_trace_id_and_its_cause_is_in_the_log_only()
    {
        var problem = await Anyone.GetAsync("/t/broken", Cancel).Json(500);

        problem.ToJsonString().ShouldNotContain("secret");
        var traceId = problem["traceId"]!.GetValue<string>();
        traceId.ShouldNotBeEmpty();
        Host.Logs.Lines.ShouldContain(line => line.Contains(traceId, StringComparison.Ordinal) && line.Contains("the secret cause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_path_is_a_404_problem_for_a_program_and_a_page_for_a_browser()
    {
        await Anyone.GetAsync("/nowhere/at%2Fall", Cancel).Problem(404, "no-such-route");

        var page = await Anyone.Send(HttpMethod.Get, "/nowhere", null, Cancel, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("<html lang=\"vi\"");
    }

    [Fact]
    public async Task A_known_path_with_another_verb_is_405_and_says_which_it_takes()
    {
        var answer = await Anyone.DeleteAsync("/health", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task Without_a_token_a_guarded_function_is_401_and_with_another_role_403()
    {
        var answer = await Anyone.GetAsync("/api/operator/status", Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");

        await Host.As(Role.Admin, "htx").GetAsync("/api/operator/status", Cancel).Problem(403, "role-may-not");
        await Host.As(Role.Operator).GetAsync("/api/operator/status", Cancel).Json(200);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3BlcmF0b3IiLCJhdWQiOiJhZ3JpdHJhY2UiLCJpc3MiOiJhZ3JpdHJhY2UtbG9jYWwiLCJleHAiOjQxMDI0NDQ4MDB9.")]
    public async Task A_token_that_is_not_ours_is_401_whatever_it_says(string token) =>
        await Host.ClientOf(token).GetAsync("/api/operator/status", Cancel).Problem(401, "token-invalid");

    [Theory]
    [InlineData("\"operator\"", 200)]
    [InlineData("\"Operator\"", 401)]
    [InlineData("\" operator\"", 401)]
    [InlineData("\"operator,admin\"", 401)]
    [InlineData("\"0\"", 401)]
    [InlineData("0", 401)]
    [InlineData("[\"operator\"]", 401)]
    [InlineData("[\"operator\",\"admin\"]", 401)]
    [InlineData("null", 401)]
    [InlineData("\"operator\",\"role\":\"operator\"", 401)]
    public async Task A_role_is_read_by_its_exact_name_only(string role, int status)
    {
        var token = Sign($$"""{"iss":"agritrace-local","aud":"agritrace","exp":4102444800,"role":{{role}}}""");

        await Host.ClientOf(token).GetAsync("/api/operator/status", Cancel).Json(status);
    }

    /// <summary>Signs claims of any shape with the local key.</summary>
    private string Sign(string claims)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(Host.Services.GetRequiredService<TokenSettings>().LocalKey!), out _);
        var text = Base64Url.EncodeToString("""{"alg":"ES256","typ":"JWT"}"""u8) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        return text + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task Every_answer_forbids_sniffing_and_leaking_and_no_answer_names_its_server()
    {
        var answer = await Anyone.GetAsync("/health", Cancel);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldHaveSingleItem();
        answer.Headers.Contains("Server").ShouldBeFalse();
    }
}

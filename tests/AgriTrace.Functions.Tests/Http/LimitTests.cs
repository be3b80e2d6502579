using System.Net;
using System.Net.Http.Headers;

namespace AgriTrace.Functions.Tests.Http;

/// <summary>How long, how much at once, and how large.</summary>
public sealed class LimitTests(House house) : HttpTests(house)
{
    private Task<TestHost> With(string name, string value) => TestHost.Start(Storage, typeof(House).Assembly, options => options with
    {
        Settings = new Dictionary<string, string?>(options.Settings) { ["AgriTrace:Limits:CostlyWaiting"] = "0", ["AgriTrace:Limits:" + name] = value },
    });

    private static ByteArrayContent Bytes(int length) => new(new byte[length]) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };

    [Fact]
    public async Task A_costly_call_beyond_those_that_may_run_or_wait_is_told_to_come_back()
    {
        await using var host = await With("CostlyAtOnce", "1");
        var first = host.Anyone.GetAsync("/t/wait", Cancel);
        await Wait.Begun.Task.WaitAsync(Cancel);

        var refused = await host.Anyone.GetAsync("/t/wait", Cancel);
        await Task.FromResult(refused).Problem(503, "busy");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
        await host.Anyone.GetAsync("/health", Cancel).Json(200);

        Wait.GoOn.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.Anyone.GetAsync("/t/wait", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_ended_and_says_what_to_do()
    {
        await using var host = await With("CallSeconds", "0.2");

        await host.Anyone.GetAsync("/t/endless", Cancel).Problem(503, "took-too-long");
    }

    [Theory]
    [InlineData("/t/small", 16 * 1024)]
    [InlineData("/t/photo", 6 * 1_048_576)]
    [InlineData("/api/webhooks/stripe", 256 * 1024)]
    public async Task A_function_takes_bodies_as_large_as_it_declares_and_no_larger(string path, int max)
    {
        (await Anyone.PostAsync(path, Bytes(max), Cancel)).StatusCode.ShouldNotBe(HttpStatusCode.RequestEntityTooLarge);
        await Anyone.PostAsync(path, Bytes(max + 1), Cancel).Problem(413, "body-too-large");
        var chunked = new HttpRequestMessage(HttpMethod.Post, path) { Content = Bytes(max + 1), Headers = { TransferEncodingChunked = true } };
        await Anyone.SendAsync(chunked, Cancel).Problem(413, "body-too-large");
    }

    [Fact]
    public async Task A_list_of_more_items_than_any_list_of_ours_is_named()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"name":"a","quantity":1}""", 1_001));

        var problem = await Anyone.Post("/t/echo", $$"""{"title":"a","lines":[{{lines}}]}""", Cancel).Problem(400, "fields-invalid");
        problem["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe("$.lines");
    }

    [Fact]
    public async Task A_text_longer_than_any_text_of_ours_is_named()
    {
        var problem = await Anyone.Post("/t/echo", $$"""{"title":"{{new string('a', 32_769)}}","lines":[]}""", Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>().ShouldBe("$.title");
    }
}

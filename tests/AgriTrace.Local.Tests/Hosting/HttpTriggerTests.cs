using System.Net;

namespace AgriTrace.Local.Tests.Hosting;

/// <summary>HTTP triggers behave as under the Functions host.</summary>
public sealed class HttpTriggerTests : HostTests
{
    [Fact]
    public async Task Routes_verbs_and_encodings_are_matched_as_the_worker_matches_them()
    {
        var (host, _) = await Start();

        (await host.Anyone.GetStringAsync("/t/numbers/12", Cancel)).ShouldBe("12");
        (await host.Anyone.GetAsync("/t/numbers/twelve", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a failed route constraint");
        (await host.Anyone.PostAsync("/t/numbers/12", null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await host.Anyone.GetStringAsync("/T/NAMES/x", Cancel)).ShouldBe("x", "routes ignore case");
        (await host.Anyone.GetStringAsync("/t/names/a%2Fb", Cancel)).ShouldBe("a%2Fb", "an encoded slash stays encoded");
        (await host.Anyone.GetStringAsync("/t/names/b%C6%B0%E1%BB%9Fi", Cancel)).ShouldBe("bưởi");
    }

    [Fact]
    public async Task With_an_empty_route_prefix_a_function_owns_the_root()
    {
        var (host, _) = await Start();

        (await host.Anyone.GetStringAsync("/", Cancel)).ShouldBe("root of /");
        (await host.Anyone.GetStringAsync("/Unrouted", Cancel)).ShouldBe("/Unrouted", "without a route, the function's name is one");
    }

    [Fact]
    public async Task A_result_that_comes_as_a_value_task_is_awaited()
    {
        var (host, _) = await Start();

        (await host.Anyone.GetStringAsync("/t/later", Cancel)).ShouldBe("later /t/later");
    }

    [Fact]
    public async Task A_route_prefix_stands_before_every_route()
    {
        var (host, _) = await Start(options => options with { HostJson = options.HostJson with { RoutePrefix = "api/v1" } });

        (await host.Anyone.GetStringAsync("/api/v1/t/numbers/3", Cancel)).ShouldBe("3");
        (await host.Anyone.GetAsync("/t/numbers/3", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_result_comes_out_as_an_empty_200_and_an_exception_as_an_empty_500()
    {
        var (host, _) = await Start();

        var text = await host.Anyone.GetAsync("/t/text", Cancel);
        text.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await text.Content.ReadAsStringAsync(Cancel)).ShouldBeEmpty();

        var thrown = await host.Anyone.GetAsync("/t/throws", Cancel);
        thrown.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await thrown.Content.ReadAsStringAsync(Cancel)).ShouldBeEmpty();
        host.Logs.Has("secret cause").ShouldBeTrue();
    }

    [Fact]
    public async Task A_stopping_host_finishes_the_request_in_flight()
    {
        var (host, probe) = await Start();
        // The host's own client goes with it, perhaps before it has read what the host sent.
        using var client = host.ClientOf(token: null);
        var answer = client.GetStringAsync("/t/waits", Cancel);
        await Eventually.Holds(() => probe.InWork == 1, "the request is in work", Cancel);

        var stopping = host.DisposeAsync();
        probe.Gate.SetResult();

        (await answer).ShouldBe("done");
        await stopping;
    }

    [Fact]
    public async Task A_taken_port_is_named_in_one_line_that_says_what_to_do()
    {
        var (host, _) = await Start();

        var second = await Should.ThrowAsync<InvalidOperationException>(() => Start(options => options with { Port = host.BaseUrl.Port }));

        second.Message.ShouldContain($"Port {host.BaseUrl.Port} is taken");
        second.Message.ShouldContain($"./dev run --port {host.BaseUrl.Port + 1}");
    }
}

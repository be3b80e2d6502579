using System.Net;
using System.Net.Http.Headers;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Http;

/// <summary>A host with tiny limits that fill up once an hour or so; each test calls from an address and as a member of its own.</summary>
public sealed class RateLimitTests(House house) : HttpTests(house), IAsyncLifetime
{
    private const int Public = 4, Caller = 2, Costly = 1, Failures = 2, Webhooks = 1;
    private TestHost? limited;

    private TestHost Limited => limited!;

    public async ValueTask InitializeAsync() => limited = await TestHost.Start(Storage, typeof(House).Assembly, options => options with
    {
        Settings = new Dictionary<string, string?>(options.Settings)
        {
            ["AgriTrace:Proxies"] = "1",
            ["AgriTrace:Limits:Public:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:Public:Burst"] = $"{Public}",
            ["AgriTrace:Limits:Caller:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:Caller:Burst"] = $"{Caller}",
            ["AgriTrace:Limits:Costly:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:Costly:Burst"] = $"{Costly}",
            ["AgriTrace:Limits:FailedSignIns:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:FailedSignIns:Burst"] = $"{Failures}",
            ["AgriTrace:Limits:Reports:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:Reports:Burst"] = "1",
            ["AgriTrace:Limits:Orders:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:Orders:Burst"] = "1",
            ["AgriTrace:Limits:Webhooks:PerSecond"] = "0.0003",
            ["AgriTrace:Limits:Webhooks:Burst"] = $"{Webhooks}",
        },
    });

    public ValueTask DisposeAsync() => limited?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static HttpClient From(string address, HttpClient client)
    {
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private HttpClient AnyoneFrom(string address, string? token = null) => From(address, Limited.ClientOf(token));

    private HttpClient MemberFrom(string address, string member) => From(address, Limited.As(Role.Admin, "htx-limits", member));

    [Fact]
    public async Task An_address_that_calls_too_often_is_told_to_wait_and_another_goes_on()
    {
        var client = AnyoneFrom("203.0.113.1");
        for (var call = 0; call < Public; call++) (await client.GetAsync("/nowhere", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var refused = await client.GetAsync("/nowhere", Cancel);
        await Task.FromResult(refused).Problem(429, "too-many-requests");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 3600);
        (await AnyoneFrom("203.0.113.2").GetAsync("/nowhere", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refusal_comes_before_storage_and_before_the_body()
    {
        var client = AnyoneFrom("203.0.113.3");
        for (var call = 0; call < Public; call++) await client.GetAsync("/nowhere", Cancel);

        (await Limited.Counter.OverHttpDuring(() => client.GetAsync("/api/listings?coop=htx", Cancel).Problem(429, "too-many-requests"))).ShouldBeEmpty();
        await client.Post("/t/echo", "no json", Cancel).Problem(429, "too-many-requests");
    }

    [Fact]
    public async Task A_caller_counts_as_themselves_wherever_they_call_from()
    {
        for (var call = 0; call < Caller; call++)
            await MemberFrom($"203.0.113.{10 + call}", "ut").GetAsync("/api/coops/htx-limits", Cancel).Problem(404, "no-such-cooperative");

        await MemberFrom("203.0.113.19", "ut").GetAsync("/api/coops/htx-limits", Cancel).Problem(429, "too-many-requests");
        await MemberFrom("203.0.113.10", "ba").GetAsync("/api/coops/htx-limits", Cancel).Problem(404, "no-such-cooperative");
    }

    [Fact]
    public async Task What_is_costly_has_a_smaller_limit_beside_the_usual_one()
    {
        var client = AnyoneFrom("203.0.113.20");
        await client.GetAsync("/qr/01/09521234543213/10/NONE.svg", Cancel).Problem(404, "no-such-lot");

        await client.GetAsync("/qr/01/09521234543213/10/NONE.svg", Cancel).Problem(429, "too-many-requests");
        (await client.GetAsync("/nowhere", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_address_that_guesses_tokens_is_stopped_and_its_neighbours_with_good_ones_are_not()
    {
        var guesser = AnyoneFrom("203.0.113.30", "a.guess");
        for (var call = 0; call < Failures; call++) await guesser.GetAsync("/api/operator/status", Cancel).Problem(401, "token-invalid");

        await guesser.GetAsync("/api/operator/status", Cancel).Problem(429, "too-many-requests");
        await MemberFrom("203.0.113.30", "tu").GetAsync("/api/coops/htx-limits", Cancel).Problem(404, "no-such-cooperative");
    }

    [Fact]
    public async Task A_wrong_code_from_an_address_that_failed_too_often_is_stopped_and_a_right_one_goes_on()
    {
        var guesser = AnyoneFrom("203.0.113.40");
        for (var call = 0; call < Failures; call++) await guesser.GetAsync("/t/code?code=wrong", Cancel).Problem(401, "token-invalid");

        await guesser.GetAsync("/t/code?code=wrong", Cancel).Problem(429, "too-many-requests");
        (await guesser.GetAsync("/t/code?code=right", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_webhook_counts_apart_from_everything_else()
    {
        var client = AnyoneFrom("203.0.113.50");
        for (var call = 0; call < Public; call++) await client.GetAsync("/nowhere", Cancel);

        (await client.Post("/api/webhooks/stripe", "{}", Cancel)).StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
        await client.Post("/api/webhooks/stripe", "{}", Cancel).Problem(429, "too-many-requests");
    }

    [Fact]
    public async Task Orders_have_a_small_limit_of_their_own_by_form_or_not()
    {
        var client = AnyoneFrom("203.0.113.61");

        await client.PostAsync("/checkout", new FormUrlEncodedContent([]), Cancel).Problem(400, "idempotency-key");

        await client.PostAsync("/checkout", new FormUrlEncodedContent([]), Cancel).Problem(429, "too-many-requests");
        await client.Post("/api/orders", new { }, Cancel).Problem(429, "too-many-requests");
    }

    [Fact]
    public async Task Who_guesses_orders_too_often_has_to_wait_whatever_comes_next()
    {
        var client = AnyoneFrom("203.0.113.62");
        for (var guess = 0; guess < Failures; guess++) await client.Post("/api/orders/find", new { code = "AT12345678", phone = "0912345678" }, Cancel).Problem(401, "order-not-found");

        var refused = client.PostAsync("/orders/find", new FormUrlEncodedContent([new("code", "AT12345678"), new("phone", "0912345678")]), Cancel);

        await refused.Problem(429, "too-many-requests");
        await AnyoneFrom("203.0.113.63").Post("/api/orders/find", new { code = "AT12345678", phone = "0912345678" }, Cancel).Problem(401, "order-not-found");
    }

    [Fact]
    public async Task Reports_of_buyers_have_a_small_limit_of_their_own()
    {
        var report = new { code = "/01/09521141999998/10/NONE", what = "?" };
        await AnyoneFrom("203.0.113.55").Post("/api/reports", report, Cancel).Problem(404, "no-such-lot");

        await AnyoneFrom("203.0.113.55").Post("/api/reports", report, Cancel).Problem(429, "too-many-requests");
        await AnyoneFrom("203.0.113.56").Post("/api/reports", report, Cancel).Problem(404, "no-such-lot");
    }

    [Fact]
    public async Task A_probe_is_never_refused()
    {
        var client = AnyoneFrom("203.0.113.60");

        for (var call = 0; call < 3 * Public; call++) await client.GetAsync("/health", Cancel).Json(200);
    }

    [Fact]
    public async Task A_person_who_calls_too_often_sees_a_page()
    {
        var client = AnyoneFrom("203.0.113.70");
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        for (var call = 0; call < Public; call++) await client.GetAsync("/nowhere", Cancel);

        var page = await client.GetAsync("/", Cancel);
        page.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Headers.RetryAfter.ShouldNotBeNull();
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("Bạn thao tác hơi nhanh");
    }
}

using System.Net;
using System.Text.Json;
using AgriTrace.Local.Doubles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace AgriTrace.Local.Tests.Doubles;

public sealed class StripeDoubleTests : IAsyncLifetime
{
    private const string Form =
        "mode=payment&success_url=https%3A%2F%2Fcho.example%2Fxong&cancel_url=https%3A%2F%2Fcho.example%2Fgio" +
        "&line_items[0][quantity]=1&line_items[0][price_data][currency]=vnd&line_items[0][price_data][unit_amount]=227500" +
        "&line_items[0][price_data][product_data][name]=Nh%C3%A3n+%3CIdo%3E";

    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });
    private StripeDouble stripe = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        stripe = await StripeDouble.Start(new StripeDoubleOptions(), Cancel);
        browser.BaseAddress = stripe.BaseUrl;
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await stripe.DisposeAsync();
    }

    [Fact]
    public void It_can_be_reached_from_this_machine_only() => IPAddress.Parse(stripe.BaseUrl.Host).ShouldBe(IPAddress.Loopback);

    [Fact]
    public async Task The_page_says_in_Vietnamese_what_is_paid_and_escapes_what_sellers_write()
    {
        var page = await browser.GetStringAsync(await PageOf(Form), Cancel);

        page.ShouldSatisfyAllConditions(
            html => html.ShouldContain("<html lang=\"vi\">"),
            html => html.ShouldContain("Nhãn &lt;Ido&gt;"),
            html => html.ShouldContain("227.500 ₫"),
            html => html.ShouldContain(">Thanh toán</button>"),
            html => html.ShouldContain("<form action=\"https://cho.example/gio\"><button type=\"submit\" class=\"quiet\">Huỷ</button>"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.OK, HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway)]
    public async Task Paying_leads_back_to_the_shop_unless_the_application_refuses_the_event(HttpStatusCode? said, HttpStatusCode answered)
    {
        await using var application = await ApplicationThatSays(said ?? HttpStatusCode.OK);
        stripe.WebhookUrl = said is null ? null : new Uri(application.Urls.Single());
        var page = await PageOf(Form);

        var answer = await browser.PostAsync(page, null, Cancel);

        answer.StatusCode.ShouldBe(answered);
        answer.Headers.Location.ShouldBe(answered == HttpStatusCode.Redirect ? new Uri("https://cho.example/xong") : null);
        (await browser.GetStringAsync(page, Cancel)).ShouldContain("Đơn này đã được thanh toán");
    }

    [Fact]
    public async Task An_application_that_does_not_listen_is_named_on_the_page()
    {
        var gone = await StripeDouble.Start(new StripeDoubleOptions(), Cancel);
        stripe.WebhookUrl = gone.BaseUrl;
        await gone.DisposeAsync();

        var answer = await browser.PostAsync(await PageOf(Form), null, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(stripe.WebhookUrl.AbsoluteUri);
    }

    [Theory]
    [InlineData("&colour=red", "parameter_unknown")]
    [InlineData("&line_items[1][quantity]=1", "parameter_missing")]
    [InlineData("&expires_at=tomorrow", "parameter_invalid_integer")]
    public async Task A_parameter_that_Stripe_would_refuse_is_refused(string extra, string code)
    {
        var answer = await Create(Form + extra);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(code);
    }

    [Fact]
    public async Task A_replayed_answer_says_so()
    {
        var first = await Create(Form, "key-1");
        var again = await Create(Form, "key-1");

        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await again.Content.ReadAsStringAsync(Cancel)).ShouldBe(await first.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<WebApplication> ApplicationThatSays(HttpStatusCode status)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(context =>
        {
            context.Response.StatusCode = context.Request.Headers.ContainsKey("Stripe-Signature") ? (int)status : 400;
            return Task.CompletedTask;
        });
        await application.StartAsync(Cancel);
        return application;
    }

    private async Task<string> PageOf(string form)
    {
        var answer = await Create(form);
        using var session = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return session.RootElement.GetProperty("url").GetString()!;
    }

    private Task<HttpResponseMessage> Create(string form, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/checkout/sessions") { Content = new StringContent(form) };
        request.Headers.Add("Authorization", "Bearer sk_test_double");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return browser.SendAsync(request, Cancel);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using AgriTrace.Infra.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Infra.Tests.Http;

public sealed class PublicHttpTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string[]> arrived = [];
    private WebApplication? app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Port => new Uri(app!.Urls.Single()).Port;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.Use(async (http, next) =>
        {
            arrived.Enqueue([.. http.Request.Headers.Keys]);
            await next(http);
        });
        app.MapGet("/body/{bytes}", (HttpContext http) => http.Response.Body.WriteAsync(new byte[int.Parse((string)http.Request.RouteValues["bytes"]!, null)], Cancel).AsTask());
        app.MapGet("/away", http =>
        {
            http.Response.Redirect("/body/1");
            http.Response.Cookies.Append("a", "b");
            return Task.CompletedTask;
        });
        app.MapGet("/silent", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        await app.StartAsync(Cancel);
    }

    public ValueTask DisposeAsync() => app!.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:0.0.0.0]")]
    public async Task No_name_of_this_machine_is_called(string host)
    {
        using var client = Client(allowLoopback: false);

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync($"http://{host}:{Port}/body/1", Cancel));
        arrived.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_loopback_is_allowed_no_other_private_address_is()
    {
        using var client = Client(allowLoopback: true);

        (await client.GetByteArrayAsync($"http://localhost:{Port}/body/7", Cancel)).Length.ShouldBe(7);
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync($"http://0.0.0.0:{Port}/body/7", Cancel));
        arrived.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_a_cookie_not_kept_and_nothing_of_ours_is_told()
    {
        using var activity = new Activity("test").Start();
        using var client = Client(allowLoopback: true);

        for (var call = 0; call < 2; call++)
        {
            using var answer = await client.GetAsync($"http://127.0.0.1:{Port}/away", Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        arrived.Count.ShouldBe(2);
        foreach (var headers in arrived) headers.ShouldBe(["Host"]);
    }

    [Theory]
    [InlineData(HttpCompletionOption.ResponseContentRead)]
    [InlineData(HttpCompletionOption.ResponseHeadersRead)]
    public async Task A_body_that_is_too_long_fails_the_call_however_it_is_read(HttpCompletionOption reading)
    {
        using var client = Client(allowLoopback: true);

        (await client.GetAsync($"http://127.0.0.1:{Port}/body/1000", reading, Cancel)).EnsureSuccessStatusCode();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync($"http://127.0.0.1:{Port}/body/1001", reading, Cancel));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        using var client = new PublicHttp(new PublicHttpSettings(AllowLoopback: true)).Client(TimeSpan.FromSeconds(1), 1_000);

        await Should.ThrowAsync<TaskCanceledException>(() => client.GetAsync($"http://127.0.0.1:{Port}/silent", Cancel));
    }

    [Fact]
    public void Loopback_is_allowed_in_development_only()
    {
        PublicHttpSettings.Of(Settings("Development")).AllowLoopback.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => PublicHttpSettings.Of(Settings("Production"))).Message.ShouldContain("AgriTrace:Http:AllowLoopback");
    }

    private static IConfiguration Settings(string environment) => new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?> { ["AgriTrace:Http:AllowLoopback"] = "true", ["AZURE_FUNCTIONS_ENVIRONMENT"] = environment }).Build();

    private static HttpClient Client(bool allowLoopback) => new PublicHttp(new PublicHttpSettings(allowLoopback)).Client(TimeSpan.FromSeconds(30), 1_000);
}

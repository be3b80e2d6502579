using System.Net.Http.Headers;
using System.Reflection;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Storage;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Testing;

/// <summary>The embedded host in this process, with its storage watched and its faults at hand.</summary>
public sealed class TestHost : IAsyncDisposable
{
    /// <summary>Many tests call from one address at once; those of the limits ask for tiny ones.</summary>
    private const string Plenty = "10000000", PlentyAtOnce = "10000";

    private readonly EmbeddedHost host;

    private TestHost(EmbeddedHost host, RequestCounter counter, Faults faults, Logs logs)
    {
        (this.host, Counter, Faults, Logs) = (host, counter, faults, logs);
        Anyone = ClientOf(token: null);
    }

    public RequestCounter Counter { get; }

    public Faults Faults { get; }

    public Logs Logs { get; }

    public Uri BaseUrl => host.BaseUrl;

    public IServiceProvider Services => host.Services;

    /// <summary>A client without a token that follows no redirects.</summary>
    public HttpClient Anyone { get; }

    /// <param name="also">Further assemblies whose functions run beside the house's own.</param>
    /// <param name="change">Last word on the options.</param>
    /// <param name="shared">Many tests use it at once.</param>
    public static async Task<TestHost> Start(
        string storage, Assembly? also = null, Func<EmbeddedHostOptions, EmbeddedHostOptions>? change = null, bool shared = false)
    {
        var (counter, faults, logs) = (new RequestCounter(), new Faults { Shared = shared }, new Logs());
        var settings = LocalSettings.ReadFile(Repository.Path(LocalSettings.Sample), _ => null).Value.ToDictionary();
        settings["AzureWebJobsStorage"] = storage;
        foreach (var limit in (string[])["Public", "Caller", "Costly", "FailedSignIns", "Webhooks", "Reports", "Orders"]) settings[$"AgriTrace:Limits:{limit}:Burst"] = Plenty;
        settings["AgriTrace:Limits:CostlyAtOnce"] = settings["AgriTrace:Limits:CostlyWaiting"] = PlentyAtOnce;
        var hostJson = HostJson.Read(Repository.Path("host.json")).Value;
        var options = new EmbeddedHostOptions
        {
            Functions = also is null ? [typeof(FunctionIndex).Assembly] : [typeof(FunctionIndex).Assembly, also],
            HostJson = hostJson with { Queues = hostJson.Queues with { VisibilityTimeout = TimeSpan.Zero, MaxPollingInterval = TimeSpan.FromMilliseconds(200) } },
            Settings = settings,
            Services = services => services.AddSingleton(new StorageSettings(storage) { Policies = [counter, faults] }),
            Logging = logging => logging.AddProvider(logs),
        };
        var started = await EmbeddedHost.Start(change?.Invoke(options) ?? options, CancellationToken.None);
        return new TestHost(started.Value, counter, faults, logs);
    }

    /// <summary>A client that calls in a role.</summary>
    public HttpClient As(Role role, string? coop = null, string? member = null) =>
        ClientOf(Services.GetRequiredService<Tokens>().Issue(new Caller(role, coop, member), TimeSpan.FromMinutes(30)).Value);

    public HttpClient ClientOf(string? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = BaseUrl };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        // The host first: it lets requests in flight end, and a client that is gone would cut them off.
        await host.DisposeAsync();
        Anyone.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Reflection;
using AgriTrace.Domain;
using AgriTrace.Functions;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Storage;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>What an embedded host runs, and where.</summary>
public sealed record EmbeddedHostOptions
{
    /// <summary>The assemblies whose functions run.</summary>
    public IReadOnlyList<Assembly> Functions { get; init; } = [typeof(FunctionIndex).Assembly];

    public required HostJson HostJson { get; init; }

    /// <summary>Setting names have <c>:</c> between their parts. Must hold <c>AzureWebJobsStorage</c>.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>On loopback only; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>How long another host waits before it takes over the timers of a dead one; 15 to 60 seconds.</summary>
    public TimeSpan TimerLease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Registered before the house's own services, which leave alone what is there: a clock, storage settings with policies.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    /// <summary>Policies of the storage clients that the listeners use, run at every try; those of <see cref="StorageSettings"/> do not see them.</summary>
    public IReadOnlyList<HttpPipelinePolicy> ListenerPolicies { get; init; } = [];

    public Action<ILoggingBuilder> Logging { get; init; } = static _ => { };
}

/// <summary>Runs the functions of this house with no Core Tools: HTTP on Kestrel, storage queues, timers, as the Functions host does.</summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    /// <summary>The container in which the Functions host keeps its locks and schedules.</summary>
    private const string HostsContainer = "azure-webjobs-hosts";

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);
    private readonly WebApplication app;
    private int disposed;

    private EmbeddedHost(WebApplication app, IReadOnlyList<FunctionEntry> functions)
    {
        (this.app, Functions) = (app, functions);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        BaseUrl = new Uri(addresses.First());
    }

    public IReadOnlyList<FunctionEntry> Functions { get; }

    public Uri BaseUrl { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts listening. The error is for the person at the terminal: one line that says what to do.</summary>
    public static async Task<Result<EmbeddedHost>> Start(EmbeddedHostOptions options, CancellationToken cancel)
    {
        var functions = options.Functions.SelectMany(FunctionIndex.Of).ToArray();
        WebApplication app;
        try
        {
            app = Build(options, functions);
        }
        catch (InvalidOperationException exception)
        {
            // A setting that is missing or wrong: the message names it.
            return Error.Invalid("settings", exception.Message);
        }

        try
        {
            await app.StartAsync(cancel);
            return new EmbeddedHost(app, functions);
        }
        catch (Exception exception)
        {
            await GiveUp(app);
            if (HostErrors.OfPort(options.Port, exception) is { } error) return error;
            throw;
        }
    }

    /// <summary>Ends what began before the failure, such as the making of tables.</summary>
    private static async Task GiveUp(WebApplication app)
    {
        await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.DisposeAsync();
    }

    /// <summary>Ends when the host begins to stop.</summary>
    public CancellationToken Stopping => app.Lifetime.ApplicationStopping;

    /// <summary>Completes when the host was asked to stop (Ctrl-C, SIGTERM) and has finished what was in flight.</summary>
    public Task WaitForShutdown(CancellationToken cancel) => app.WaitForShutdownAsync(cancel);

    /// <summary>Stops gracefully: no new work, what is in flight is finished.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        // Stopping a second time would wait a second time for what did not end.
        if (!app.Lifetime.ApplicationStopped.IsCancellationRequested) await app.StopAsync();
        await app.DisposeAsync();
    }

    private static WebApplication Build(EmbeddedHostOptions options, FunctionEntry[] functions)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "AgriTrace" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Above our own limit, which answers with a problem document; this one is for what nobody reads.
            kestrel.Limits.MaxRequestBodySize = functions.Max(function => function.Method.GetCustomAttribute<AllowAttribute>()?.MaxBody) + 65_536;
            if (options.Port == 0) kestrel.Listen(IPAddress.Loopback, 0);
            else kestrel.ListenLocalhost(options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It logs a failed start with a stack trace, and that failure is our answer already.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        options.Logging(builder.Logging);
        options.Services(builder.Services);
        builder.Services.AddAgriTrace(builder.Configuration);
        builder.Services.AddSingleton<IHostedService>(services => new Listeners(
            (stopping, abort) => Listen(services, options, functions, stopping, abort), services.GetRequiredService<ILogger<EmbeddedHost>>()));

        var app = builder.Build();
        HttpFunctions.Map(app, functions, options.HostJson.RoutePrefix, app.Services.GetRequiredService<ILogger<EmbeddedHost>>());
        return app;
    }

    private static IEnumerable<Task> Listen(
        IServiceProvider services, EmbeddedHostOptions options, FunctionEntry[] functions, CancellationToken stopping, CancellationToken abort)
    {
        var storage = services.GetRequiredService<StorageSettings>() with { Policies = options.ListenerPolicies };
        var log = services.GetRequiredService<ILogger<EmbeddedHost>>();
        var clock = services.GetRequiredService<TimeProvider>();
        var queues = new QueueServiceClient(storage.ConnectionString, storage.Prepare(new QueueClientOptions()));
        var hosts = new BlobServiceClient(storage.ConnectionString, storage.Prepare(new BlobClientOptions())).GetBlobContainerClient(HostsContainer);

        foreach (var function in functions)
        {
            if (function.Queue is { QueueName: var name })
                yield return new QueueListener(
                    function, queues.GetQueueClient(name), queues.GetQueueClient(QueueNames.PoisonOf(name)), options.HostJson.Queues, services, log).Run(stopping, abort);
            if (function.Timer is not null)
                yield return new TimerListener(function, hosts, options.TimerLease, services, clock, log).Run(stopping, abort);
        }
    }
}

public static class HostErrors
{
    public static Error PortTaken(int port) => Error.Unavailable(
        "port-taken", $"Port {port} is taken by another program. Stop it, or choose another port: ./dev run --port {port % 65_535 + 1}");

    public static Error PortForbidden(int port) => Error.Unavailable(
        "port-forbidden", $"This user may not listen on port {port}: choose one of 1024 or above, as in ./dev run --port 7071");

    /// <summary>Tries to listen there, so that nothing else is started in vain. Somebody may still be faster.</summary>
    /// <returns>Null when the port is free.</returns>
    public static Error? OfPort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return OfPort(port, exception);
        }
    }

    /// <returns>Null for what has nothing to do with the port.</returns>
    internal static Error? OfPort(int port, Exception exception) => exception switch
    {
        AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => PortTaken(port),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => PortForbidden(port),
        IOException { InnerException: { } inner } => OfPort(port, inner),
        _ => null,
    };
}

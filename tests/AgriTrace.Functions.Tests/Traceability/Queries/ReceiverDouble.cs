using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Queries;

/// <summary>What a subscriber was sent.</summary>
internal sealed record Received(string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Results { get; } = JsonNode.Parse(Body)!["epcisBody"]!["queryResults"]!;

    /// <summary>The notes of the events, by which tests tell them apart.</summary>
    public IReadOnlyList<string> Notes => [.. Results["resultsBody"]!["eventList"]!.AsArray().Select(one => one!.Text("farm:note"))];
}

/// <summary>A subscriber on this machine, who takes what is sent or does not.</summary>
internal sealed class ReceiverDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> taken = new();

    /// <summary>Its own: what another test had sent to a port that is this one's now must not come here.</summary>
    private readonly string path = "/callback/" + Guid.NewGuid().ToString("N");
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int calls, now, mostAtOnce;

    private ReceiverDouble(WebApplication app)
    {
        this.app = app;
        app.MapPost(path, Take);
    }

    /// <summary>With a secret in its query, as some receivers have it.</summary>
    public string Dest => app.Urls.Single() + path + "?key=" + Secret;

    public const string Secret = "mat-khau-cua-nguoi-nhan";

    /// <summary>What it answers; 200 where it takes the document.</summary>
    public Func<Received, int> Answer { get; set; } = _ => 200;

    /// <summary>It takes calls and never answers.</summary>
    public bool Silent { get; set; }

    /// <summary>It answers nobody until <see cref="LetGo"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>How many waited for an answer at one moment.</summary>
    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    /// <summary>How often it was called, whatever came of it.</summary>
    public int Calls => Volatile.Read(ref calls);

    public IReadOnlyList<Received> Taken => [.. taken];

    public IReadOnlyList<string> Notes => [.. taken.SelectMany(one => one.Notes)];

    public static async Task<ReceiverDouble> Start(CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var started = new ReceiverDouble(builder.Build());
        await started.app.StartAsync(cancel);
        return started;
    }

    public void LetGo() => held.SetResult();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        Interlocked.Increment(ref calls);
        using var reader = new StreamReader(http.Request.Body);
        var received = new Received(await reader.ReadToEndAsync(http.RequestAborted), http.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        if (Silent) await BeSilent(http.RequestAborted);
        if (Holds) await held.Task.WaitAsync(http.RequestAborted);
        http.Response.StatusCode = Answer(received);
        if (http.Response.StatusCode / 100 == 3) http.Response.Headers.Location = app.Urls.Single() + "/elsewhere";
        if (http.Response.StatusCode / 100 == 2) taken.Enqueue(received);
        await http.Response.WriteAsync("loi-noi-bo-cua-nguoi-nhan", http.RequestAborted);
    }

    private async Task BeSilent(CancellationToken aborted)
    {
        var together = Interlocked.Increment(ref now);
        lock (taken) mostAtOnce = Math.Max(mostAtOnce, together);
        await Task.Delay(Timeout.Infinite, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref now);
        aborted.ThrowIfCancellationRequested();
    }
}

using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AgriTrace.Testing;

/// <summary>One request that left for storage.</summary>
/// <param name="Service"><c>table</c>, <c>queue</c> or <c>blob</c>.</param>
public sealed record StorageRequest(string Service, string Method, string Path)
{
    public override string ToString() => $"{Service} {Method} {Path}";
}

/// <summary>Counts storage transactions: what Azure bills, and what makes a page slow. Counts only within <see cref="During"/>.</summary>
/// <remarks>Follows the async flow, so that timers and other tests in the same process do not count.</remarks>
public sealed class RequestCounter : HttpPipelineSynchronousPolicy
{
    private readonly AsyncLocal<ConcurrentQueue<StorageRequest>?> current = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<StorageRequest>> traced = new();

    /// <summary>Tells the host which requests are counted together.</summary>
    private const string Header = "X-Count-Storage";

    /// <summary>The requests made by <paramref name="work"/> itself.</summary>
    public async Task<IReadOnlyList<StorageRequest>> During(Func<Task> work)
    {
        var seen = current.Value = new();
        await work();
        current.Value = null;
        return [.. seen];
    }

    /// <summary>What the host asks of storage for the requests of one client, however much runs beside them.</summary>
    /// <param name="client">Used for nothing else.</param>
    internal async Task<IReadOnlyList<StorageRequest>> OfClient(HttpClient client, Func<HttpClient, Task> send)
    {
        var (id, seen) = (Guid.NewGuid().ToString("N"), new ConcurrentQueue<StorageRequest>());
        traced[id] = seen;
        client.DefaultRequestHeaders.Add(Header, id);
        await send(client);
        traced.TryRemove(id, out _);
        return [.. seen];
    }

    /// <summary>Called by the host for each request, so that what it does counts for whoever asked.</summary>
    internal void Follow(Microsoft.AspNetCore.Http.HttpContext http) =>
        current.Value = http.Request.Headers[Header] is [{ } id] && traced.TryGetValue(id, out var seen) ? seen : null;

    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri.ToUri();
        var service = uri.AbsolutePath.Contains("/messages", StringComparison.Ordinal) ? "queue" : message.Request.Headers.TryGetValue("DataServiceVersion", out _) ? "table" : "blob";
        var request = new StorageRequest(service, message.Request.Method.Method, uri.PathAndQuery);
        current.Value?.Enqueue(request);
    }
}

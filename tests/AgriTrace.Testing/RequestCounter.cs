using System.Collections.Concurrent;
using System.Diagnostics;
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
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<StorageRequest>> traced = new();

    /// <summary>The requests made by <paramref name="work"/> itself.</summary>
    public async Task<IReadOnlyList<StorageRequest>> During(Func<Task> work)
    {
        var seen = current.Value = new();
        await work();
        current.Value = null;
        return [.. seen];
    }

    /// <summary>
    /// The requests made for the HTTP calls of <paramref name="work"/>, and for nothing else that the host does meanwhile: the trace
    /// that a call begins goes with it over HTTP (W3C Trace Context).
    /// </summary>
    public async Task<IReadOnlyList<StorageRequest>> OverHttpDuring(Func<Task> work)
    {
        using var trace = new Activity(nameof(OverHttpDuring)).SetIdFormat(ActivityIdFormat.W3C).Start();
        var seen = traced[trace.TraceId] = new();
        await work();
        traced.TryRemove(trace.TraceId, out _);
        return [.. seen];
    }

    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri.ToUri();
        var service = message.Request.Headers.TryGetValue("DataServiceVersion", out _) ? "table" : uri.AbsolutePath.Contains("/messages", StringComparison.Ordinal) ? "queue" : "blob";
        var request = new StorageRequest(service, message.Request.Method.Method, uri.PathAndQuery);
        current.Value?.Enqueue(request);
        if (Activity.Current is { } trace && traced.TryGetValue(trace.TraceId, out var calls)) calls.Enqueue(request);
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Local.Tests.Hosting;

/// <summary>What the functions below were called with, and how they shall behave.</summary>
public sealed class Probe
{
    private int inWork;

    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<TimerInfo> Ticks { get; } = new();

    public ConcurrentQueue<TimerInfo> Minutes { get; } = new();

    public int MostAtOnce { get; private set; }

    public int InWork => Volatile.Read(ref inWork);

    /// <summary>Completed when functions that wait may go on.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task Work(string message)
    {
        lock (Gate) MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref inWork));
        Messages.Enqueue(message);
        if (message.StartsWith("wait", StringComparison.Ordinal)) await Gate.Task;
        Interlocked.Decrement(ref inWork);
        if (message.StartsWith("fail", StringComparison.Ordinal)) throw new InvalidOperationException("Made to fail.");
    }
}

public sealed class TestFunctions(Probe probe)
{
    public const string Queue = "host-tests";

    [Function("Root")]
    public static Task<IResult> Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        Task.FromResult(Results.Text("root of " + request.Path));

    [Function("Number")]
    public static IResult Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/numbers/{n:int}")] HttpRequest request) =>
        Results.Text((string)request.RouteValues["n"]!);

    [Function("Named")]
    public static IResult Named([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "t/names/{name}")] HttpRequest request) =>
        Results.Text((string)request.RouteValues["name"]!);

    [Function("Unrouted")]
    public static IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text(request.Path);

    [Function("Text")]
    public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/text")] HttpRequest request) => "not an IResult " + request.Path;

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/throws")] HttpRequest request) =>
        throw new InvalidOperationException("secret cause " + request.Path);

    [Function("Waits")]
    public async Task<IResult> Waits([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/waits")] HttpRequest request)
    {
        await probe.Work("wait " + request.Path);
        return Results.Text("done");
    }

    [Function("Listens")]
    public Task Listens([QueueTrigger(Queue)] string message) => probe.Work(message);

    [Function("Ticks")]
    public void Tick([TimerTrigger("* * * * * *")] TimerInfo timer) => probe.Ticks.Enqueue(timer);

    [Function("Minutes")]
    public void Minute([TimerTrigger("0 * * * * *")] TimerInfo timer) => probe.Minutes.Enqueue(timer);

    [Function("Later")]
    public static async ValueTask<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/later")] HttpRequest request)
    {
        await Task.Yield();
        return Results.Text("later " + request.Path);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AgriTrace.Testing;

/// <summary>How a storage call goes wrong.</summary>
public enum Fault
{
    /// <summary>It never reached storage.</summary>
    Failed,

    /// <summary>Storage did it, and the answer was lost on the way back.</summary>
    FailedButStored,

    /// <summary>Storage says no (403), as while a key or a right is being changed.</summary>
    Refused,

    /// <summary>It takes the connection and never answers.</summary>
    Hangs,
}

/// <summary>Breaks chosen storage calls of a host.</summary>
public sealed class Faults : HttpPipelinePolicy
{
    /// <summary>The system takes connections for a listener that never accepts.</summary>
    private static readonly Lazy<TcpListener> BlackHole = new(() =>
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    });

    private readonly Lock gate = new();
    private readonly List<Plan> plans = [];

    /// <summary>Many tests use the host at once: what breaks must be of the test that asked for it.</summary>
    public bool Shared { get; init; }

    /// <summary>Breaks the next <paramref name="times"/> calls that fit, whoever makes them.</summary>
    public void Break(Fault fault, Func<Request, bool> when, int times = 1)
    {
        if (Shared) throw new InvalidOperationException($"Other tests use this host: {nameof(BreakOverHttp)} breaks calls of this test only.");
        Add(new Plan(fault, when, times));
    }

    /// <summary>
    /// Breaks the next storage call that fits, of those that the host makes for the HTTP calls of <paramref name="work"/>: the trace
    /// that a call begins goes with it over HTTP (W3C Trace Context).
    /// </summary>
    public async Task BreakOverHttp(Fault fault, Func<Request, bool> when, Func<Task> work)
    {
        using var trace = new Activity(nameof(BreakOverHttp)).SetIdFormat(ActivityIdFormat.W3C).Start();
        var plan = new Plan(fault, request => Activity.Current?.TraceId == trace.TraceId && when(request), 1);
        Add(plan);
        await work();
        if (plan.Left > 0) throw new InvalidOperationException("No storage call fitted, so nothing broke.");
    }

    private void Add(Plan plan)
    {
        lock (gate) plans.Add(plan);
    }

    /// <summary>Ends all that is still planned.</summary>
    public void Heal()
    {
        lock (gate) plans.Clear();
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = Next(message.Request);
        if (fault is Fault.Failed or Fault.Refused) throw Broken(fault);
        ProcessNext(message, pipeline);
        if (fault == Fault.FailedButStored) throw Broken(fault);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fault = Next(message.Request);
        if (fault is Fault.Failed or Fault.Refused) throw Broken(fault);
        await ProcessNextAsync(message, pipeline);
        if (fault == Fault.FailedButStored) throw Broken(fault);
    }

    private Fault? Next(Request request)
    {
        lock (gate)
        {
            if (plans.FirstOrDefault(plan => plan.Left > 0 && plan.When(request)) is not { } plan) return null;
            plan.Left--;
            if (plan.Fault == Fault.Hangs) request.Uri.Port = ((IPEndPoint)BlackHole.Value.LocalEndpoint).Port;
            return plan.Fault;
        }
    }

    private static Azure.RequestFailedException Broken(Fault? fault) => fault == Fault.Refused
        ? new(403, "Refused (made by a test).", "AuthorizationFailure", null)
        : new(0, "The connection broke (made by a test).", new SocketException((int)SocketError.ConnectionReset));

    private sealed class Plan(Fault fault, Func<Request, bool> when, int left)
    {
        public Fault Fault { get; } = fault;

        public Func<Request, bool> When { get; } = when;

        public int Left { get; set; } = left;
    }
}

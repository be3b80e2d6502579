using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AgriTrace.Infra.Storage;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Bench;

/// <param name="Conflicts">How many of them failed because somebody else was faster.</param>
internal sealed record TransactionCount(int Transactions, int Conflicts)
{
    public static TransactionCount operator -(TransactionCount after, TransactionCount before) =>
        new(after.Transactions - before.Transactions, after.Conflicts - before.Conflicts);
}

/// <summary>A host process that takes orders, with no limits of rate, and says how many transactions it made.</summary>
internal sealed class OrdersBenchHost(int port, string storage) : IAsyncDisposable
{
    private Process? process;

    public Uri Url { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>The process itself.</summary>
    public static Task<int> Serve(string port, string storage)
    {
        var calls = new TransactionCalls();
        return CaptureBenchHost.Serve(
            port, storage, services => services.AddSingleton(new StorageSettings(storage) { Policies = [calls] }), () => JsonSerializer.Serialize(calls.Count));
    }

    public async Task Start()
    {
        var start = BenchHost.Dotnet(typeof(OrdersBenchHost).Assembly.Location, "orders-host", port.ToString(CultureInfo.InvariantCulture), storage);
        start.RedirectStandardInput = true;
        process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        process.BeginErrorReadLine();
        await BenchHost.FirstAnswer(port);
    }

    /// <summary>Since it started; what it logs meanwhile goes to the standard error of the bench.</summary>
    public async Task<TransactionCount> Count()
    {
        await process!.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{')) return JsonSerializer.Deserialize<TransactionCount>(line)!;
            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException("The host has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not { } running) return;
        running.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
    }

    /// <summary>Storage answers a transaction that fails with 202 and says in the body why.</summary>
    private sealed class TransactionCalls : HttpPipelinePolicy
    {
        private int transactions, conflicts;

        public TransactionCount Count => new(transactions, conflicts);

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            ProcessNext(message, pipeline);
            Look(message);
        }

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            Look(message);
        }

        private void Look(HttpMessage message)
        {
            if (!message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal)) return;
            Interlocked.Increment(ref transactions);
            if (message.Response.Content.ToString().Contains("HTTP/1.1 412", StringComparison.Ordinal)) Interlocked.Increment(ref conflicts);
        }
    }
}

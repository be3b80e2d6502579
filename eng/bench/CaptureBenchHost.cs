using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AgriTrace.Local.Emulator;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Bench;

/// <summary>Our host as a process of its own, with no limits of rate, on a storage that lives on when it is killed.</summary>
internal sealed class CaptureBenchHost(int port, string storage) : IAsyncDisposable
{
    private const string Plenty = "10000000", PlentyAtOnce = "10000";
    private const int MaxTrouble = 200;
    private readonly ConcurrentQueue<string> trouble = new();
    private Process? process;

    public Uri Url { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>An emulator in memory; it ends with this process, whatever ends that.</summary>
    public static async Task<AzuriteFolder> Azurite(bool inMemory = true)
    {
        var options = new AzuriteOptions
        {
            Folder = Directory.CreateTempSubdirectory("agritrace-bench-").FullName,
            InMemory = inMemory,
            Ports = AzuritePorts.Any,
            PackageFolder = Path.Combine(BenchHost.Root, "local", "azurite"),
        };
        var started = await AzuriteFolder.StartOrJoin(options, CancellationToken.None);
        return started.Try(out var azurite, out var error) ? azurite : throw new InvalidOperationException(error.Detail);
    }

    /// <summary>The process itself: a host until its input ends, which it does with the bench.</summary>
    /// <param name="more">Registered beside the house's own services.</param>
    /// <param name="told">What is printed for each line of input.</param>
    public static async Task<int> Serve(string port, string storage, Action<IServiceCollection>? more = null, Func<string>? told = null)
    {
        var settings = LocalSettings.Read(BenchHost.Root).Value.ToDictionary();
        settings["AzureWebJobsStorage"] = storage;
        foreach (var limit in (string[])["Public", "Caller", "Costly", "FailedSignIns", "Webhooks", "Orders"]) settings[$"AgriTrace:Limits:{limit}:Burst"] = Plenty;
        settings["AgriTrace:Limits:CostlyAtOnce"] = settings["AgriTrace:Limits:CostlyWaiting"] = PlentyAtOnce;
        var started = await EmbeddedHost.Start(
            new EmbeddedHostOptions
            {
                HostJson = HostJson.Read(Path.Combine(BenchHost.Root, "host.json")).Value,
                Settings = settings,
                Port = int.Parse(port, CultureInfo.InvariantCulture),
                Services = more ?? (_ => { }),
                Logging = logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true),
            },
            CancellationToken.None);
        if (!started.Try(out var host, out var error)) return Report.Fail(error.Detail);
        await using (host)
            while (await Console.In.ReadLineAsync() is not null)
                if (told is not null) Console.WriteLine(told());
        return 0;
    }

    /// <summary>Starts it, for the first time or again, and waits until it answers.</summary>
    public async Task Start()
    {
        var start = BenchHost.Dotnet(typeof(CaptureBenchHost).Assembly.Location, "capture-host", port.ToString(CultureInfo.InvariantCulture), storage);
        start.RedirectStandardInput = true;
        process = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } said && trouble.Count < MaxTrouble) trouble.Enqueue(said);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await BenchHost.FirstAnswer(port);
    }

    /// <summary>The first warnings and errors of its log.</summary>
    public IReadOnlyCollection<string> Trouble => trouble;

    /// <summary>SIGKILL: nothing in flight is finished.</summary>
    public async Task Kill()
    {
        if (process is not { } running) return;
        process = null;
        running.Kill();
        await running.WaitForExitAsync();
        running.Dispose();
    }

    /// <summary>The most memory that it has held, in megabytes. 0 where the system does not tell.</summary>
    public double PeakMemory()
    {
        var status = $"/proc/{process?.Id}/status";
        if (!File.Exists(status)) return 0;
        var line = File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    public async ValueTask DisposeAsync() => await Kill();
}

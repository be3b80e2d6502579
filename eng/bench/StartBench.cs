using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgriTrace.Local.Emulator;

namespace AgriTrace.Bench;

/// <summary>From process start to the first answered request, ours against an empty ASP.NET Core app, turn by turn in one run.</summary>
internal static class StartBench
{
    private const int Rounds = 9;
    private const double Aim = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> Run()
    {
        var root = FindRoot();
        var data = Directory.CreateTempSubdirectory("agritrace-bench-").FullName;
        var started = await AzuriteFolder.StartOrJoin(
            new AzuriteOptions { Folder = data, InMemory = true, Ports = AzuritePorts.Any, PackageFolder = Path.Combine(root, "local", "azurite") }, CancellationToken.None);
        if (!started.Try(out var azurite, out var error)) return Report.Fail(error.Detail);

        await using (azurite)
        {
            var (ours, empty) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var mine = await Measure(port => Ours(root, port, azurite.ConnectionString));
                var theirs = await Measure(port => Empty(root, port));
                if (round == 0) continue; // The first start reads the assemblies from disk.
                ours.Add(mine);
                empty.Add(theirs);
            }

            var (our, their) = (Report.Median(ours), Report.Median(empty));
            return Report.Done("start", [("AgriTrace, first answer", our), ("empty ASP.NET Core app, first answer", their)], our / their, "at most 3", our / their <= Aim);
        }
    }

    private static async Task<double> Measure(Func<int, ProcessStartInfo> prepare)
    {
        var port = FreePort();
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(prepare(port)) ?? throw new InvalidOperationException("The process did not start.");
        try
        {
            await FirstAnswer(port);
            return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task FirstAnswer(int port)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience;)
        {
            try
            {
                if ((await client.GetAsync("/health")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(2);
            }
        }

        throw new TimeoutException("No answer within a minute.");
    }

    private static ProcessStartInfo Ours(string root, int port, string storage)
    {
        var start = Dotnet(Path.Combine(root, "local", "bin", "Release", "net10.0", "AgriTrace.Local.dll"), "run", "--no-seed", "--port", port.ToString(CultureInfo.InvariantCulture));
        start.Environment["AzureWebJobsStorage"] = storage;
        return start;
    }

    private static ProcessStartInfo Empty(string root, int port) =>
        Dotnet(Path.Combine(root, "eng", "bench", "EmptyApp", "bin", "Release", "net10.0", "EmptyApp.dll"), "--urls", $"http://127.0.0.1:{port}");

    private static ProcessStartInfo Dotnet(params string[] arguments) =>
        new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AgriTrace.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The bench runs outside its repository.");
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AgriTrace.Bench;

/// <summary>Our host as a process of its own, as benchmarks start it.</summary>
internal static class BenchHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The folder that holds AgriTrace.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static ProcessStartInfo Ours(int port, string storage, params string[] options)
    {
        var start = Dotnet([Path.Combine(Root, "local", "bin", "Release", "net10.0", "AgriTrace.Local.dll"), "run", .. options, "--port", port.ToString(CultureInfo.InvariantCulture)]);
        start.Environment["AzureWebJobsStorage"] = storage;
        return start;
    }

    public static ProcessStartInfo Dotnet(params string[] arguments) =>
        new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>Waits until it answers with success.</summary>
    /// <exception cref="TimeoutException">It does not within a minute.</exception>
    public static async Task FirstAnswer(int port, string path = "/health")
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience;)
        {
            try
            {
                if ((await client.GetAsync(path)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(2);
        }

        throw new TimeoutException("No answer within a minute.");
    }

    public static int FreePort()
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

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AgriTrace.Domain;

namespace AgriTrace.Local.Emulator;

/// <summary>
/// A host's share in the storage emulator of a folder. The first host starts it, later ones join it, and the last one that leaves
/// stops it with all its data on disk.
/// </summary>
/// <remarks>
/// The emulator runs outside the session of the host, so what ends the host does not end it: a host that is killed leaves it
/// running, with every write that it acknowledged, and the next host on the folder joins it. Hosts may be in different processes.
/// </remarks>
public sealed class AzuriteFolder : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    /// <summary>It lets running requests end and writes all tables anew, which takes seconds when they are large.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>On every answer of an Azurite that <c>serve.js</c> runs.</summary>
    private const string OursHeader = "X-AgriTrace-Azurite";

    private readonly Share? share;
    private int left;

    private AzuriteFolder(AzuritePorts ports, bool joined, Share? share) => (Ports, Joined, this.share) = (ports, joined, share);

    private enum Speaker
    {
        None,
        Stranger,
        Ours,
    }

    /// <summary>What a host of ours holds; <c>InUse</c> is the lock that tells the others.</summary>
    private sealed record Share(string Folder, int ProcessId, FileStream InUse);

    public AzuritePorts Ports { get; }

    /// <summary>For <c>AzureWebJobsStorage</c>.</summary>
    public string ConnectionString => Ports.ConnectionString;

    /// <summary>It ran already.</summary>
    public bool Joined { get; }

    /// <summary>Of the emulator; 0 when it is somebody's own and none of ours (<see cref="AzuriteOptions.AcceptOther"/>).</summary>
    public int ProcessId => share?.ProcessId ?? 0;

    /// <summary>
    /// Serves requests when it returns. Installs Azurite first where that has not been done yet; any number of hosts may call this
    /// at once, on one folder or on many.
    /// </summary>
    public static async Task<Result<AzuriteFolder>> StartOrJoin(AzuriteOptions options, CancellationToken cancel)
    {
        options = options with
        {
            Folder = Path.GetFullPath(options.Folder),
            PackageFolder = Path.GetFullPath(options.PackageFolder),
        };
        if (FileLock.Prepare(options.Folder) is { } error)
            return error;
        using var alone = await FileLock.Exclusive(StartLock(options.Folder), cancel);
        if (!(await Join(options.Folder, cancel)).Try(out var running, out error))
            return error;
        if (running.Length > 0)
            return running[0];
        if (options.AcceptOther && await AnswersAsStranger(AzuritePorts.WellKnown, cancel))
            return new AzuriteFolder(AzuritePorts.WellKnown, joined: true, share: null);
        return await Start(options, cancel);
    }

    /// <summary>Whether all three ports speak like Azurite. Says nothing about whose it is.</summary>
    public static async Task<bool> Answers(AzuritePorts ports, CancellationToken cancel) =>
        (await Ask(ports, cancel)).All(speaker => speaker != Speaker.None);

    /// <summary>Whether all three ports speak like Azurite, and none of them is one of ours, which ends with the hosts of its folder.</summary>
    private static async Task<bool> AnswersAsStranger(AzuritePorts ports, CancellationToken cancel) =>
        (await Ask(ports, cancel)).All(speaker => speaker == Speaker.Stranger);

    private static async Task<Speaker[]> Ask(AzuritePorts ports, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = AnswerLimit };
        return await Task.WhenAll(Listen(ports.Blob, "Blob"), Listen(ports.Queue, "Queue"), Listen(ports.Table, "Table"));

        async Task<Speaker> Listen(int port, string service)
        {
            try
            {
                // Refused for want of a signature, under the name of the service.
                using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/devstoreaccount1"), cancel);
                if (response.Headers.Server.All(server => server.Product?.Name != $"Azurite-{service}")) return Speaker.None;
                return response.Headers.Contains(OursHeader) ? Speaker.Ours : Speaker.Stranger;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return Speaker.None;
            }
        }
    }

    /// <summary>Returns when the emulator goes on without this host, or has ended and its data is on disk.</summary>
    /// <remarks>A crash anywhere in here leaves the emulator running, for the next host to join.</remarks>
    public async ValueTask DisposeAsync()
    {
        if (share is null || Interlocked.Exchange(ref left, 1) != 0)
            return;
        // Somebody deleted it, and with it the way to the emulator's control; its own hosts have nothing to share any more.
        if (!Directory.Exists(share.Folder))
        {
            await share.InUse.DisposeAsync();
            return;
        }

        using var alone = await FileLock.Exclusive(StartLock(share.Folder), CancellationToken.None);
        await share.InUse.DisposeAsync();
        using var last = FileLock.TryExclusive(UseLock(share.Folder));
        if (last is not null)
            await Stop(share.Folder);
    }

    private static async Task Stop(string folder)
    {
        // Read anew: where an emulator died and another host started the next, the last host has both on its hands.
        if (AzuriteRecord.Read(RecordFile(folder)) is not { } record)
            return;
        using var limit = new CancellationTokenSource(StopLimit);
        AzuriteControl? control = null;
        try
        {
            using var greeting = Limit(AnswerLimit, limit.Token);
            control = await AzuriteControl.Open(record, greeting.Token);
            await (control?.Stop(limit.Token) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException) when (control is not null)
        {
            // The line to it is still open, so the id is still its own.
            using var process = Process.GetProcessById(record.Pid);
            process.Kill();
        }
        catch (OperationCanceledException)
        {
            // It never said who it is, so it is not ours to kill. The next host on the folder tells its user about it.
        }
        finally
        {
            control?.Dispose();
        }
    }

    /// <returns>None or one.</returns>
    private static async Task<Result<AzuriteFolder[]>> Join(string folder, CancellationToken cancel)
    {
        if (AzuriteRecord.Read(RecordFile(folder)) is not { } record)
            return Array.Empty<AzuriteFolder>();
        using var limit = Limit(StartLimit, cancel);
        try
        {
            using var control = await AzuriteControl.Open(record, limit.Token);
            return control is null ? [] : new[] { Hold(folder, record, control, joined: true) };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return EmulatorErrors.Stuck(folder);
        }
    }

    private static async Task<Result<AzuriteFolder>> Start(AzuriteOptions options, CancellationToken cancel)
    {
        if (!(await NodePackage.Ready(options, cancel)).Try(out var node, out var error))
            return error;
        // The last ones first: where the emulator died under hosts that still run, they find the next one there.
        var chosen = options.Ports is not null
            ? null
            : new[] { LastPorts(options.Folder), AzuritePorts.WellKnown }.FirstOrDefault(ports => ports is not null && AreFree(ports));
        var started = await Launch(node, options.Ports ?? chosen ?? AzuritePorts.Any, options, cancel);
        // Somebody took a port since we looked.
        if (started is null && chosen is not null && Log(options.Folder).Contains("EADDRINUSE", StringComparison.Ordinal))
            started = await Launch(node, AzuritePorts.Any, options, cancel);
        if (started is null) return EmulatorErrors.DidNotStart(options.Folder, Log(options.Folder));
        await File.WriteAllTextAsync(PortsFile(options.Folder), JsonSerializer.Serialize(started.Ports), cancel);
        return started;
    }

    /// <returns>Null when there were none, or the file makes no sense: it is a help, no more.</returns>
    private static AzuritePorts? LastPorts(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<AzuritePorts>(File.ReadAllText(PortsFile(folder)));
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when it ended by itself or took too long.</returns>
    private static async Task<AzuriteFolder?> Launch(string node, AzuritePorts ports, AzuriteOptions options, CancellationToken cancel)
    {
        // Left over from a crash: nobody answered to it.
        File.Delete(RecordFile(options.Folder));
        using var limit = Limit(StartLimit, cancel);
        AzuriteRecord? record = null;
        try
        {
            await NodePackage.Run(node, Arguments(ports, options), options, limit.Token);
            record = AzuriteRecord.Read(RecordFile(options.Folder));
            using var control = record is null ? null : await AzuriteControl.Open(record, limit.Token);
            return control is null ? null : Hold(options.Folder, record!, control, joined: false);
        }
        catch (OperationCanceledException)
        {
            if (record is not null)
                await AzuriteControl.Abandon(record, AnswerLimit);
            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static IEnumerable<string> Arguments(AzuritePorts ports, AzuriteOptions options) =>
    [
        Path.Combine(options.PackageFolder, "serve.js"), "launch", options.Folder,
        // What is kept in memory is of no use to a later host: it ends with this process, even if that is killed.
        options.InMemory ? $"{Environment.ProcessId}" : "0",
        // The services' API versions move ahead of the emulator's; it serves what we use in all of them.
        "--disableTelemetry", "--skipApiVersionCheck", "--silent",
        "--blobHost", "127.0.0.1", "--blobPort", $"{ports.Blob}",
        "--queueHost", "127.0.0.1", "--queuePort", $"{ports.Queue}",
        "--tableHost", "127.0.0.1", "--tablePort", $"{ports.Table}",
        .. options.InMemory ? ["--inMemoryPersistence"] : new[] { "--location", options.Folder },
    ];

    private static AzuriteFolder Hold(string folder, AzuriteRecord record, AzuriteControl control, bool joined) =>
        new(control.Ports, joined, new Share(folder, record.Pid, FileLock.Shared(UseLock(folder))));

    private static bool AreFree(AzuritePorts ports)
    {
        try
        {
            foreach (var port in (int[])[ports.Blob, ports.Queue, ports.Table])
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
            }
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static CancellationTokenSource Limit(TimeSpan limit, CancellationToken cancel)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        source.CancelAfter(limit);
        return source;
    }

    private static string Log(string folder)
    {
        var file = Path.Combine(folder, "azurite.log");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    private static string PortsFile(string folder) => Path.Combine(folder, "ports.json");

    private static string RecordFile(string folder) => Path.Combine(folder, "azurite.json");

    /// <summary>Held while somebody joins, starts or leaves.</summary>
    private static string StartLock(string folder) => Path.Combine(folder, "start.lock");

    /// <summary>Shared by the hosts that use the emulator. Opened only under <see cref="StartLock"/>.</summary>
    private static string UseLock(string folder) => Path.Combine(folder, "use.lock");
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AgriTrace.Domain;
using AgriTrace.Local.Emulator;
using Azure.Data.Tables;

namespace AgriTrace.Local.Tests.Emulator;

public sealed class AzuriteFolderTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("azurite-").FullName;
    private readonly List<AzuriteFolder> opened = [];
    private readonly CancellationTokenSource limit = new(TimeSpan.FromMinutes(3));

    [Fact]
    public async Task A_second_host_on_a_folder_joins_the_emulator_of_the_first()
    {
        var first = await Open();
        var second = await Open();

        first.Joined.ShouldBeFalse();
        second.Joined.ShouldBeTrue();
        second.ProcessId.ShouldBe(first.ProcessId);
        second.ConnectionString.ShouldBe(first.ConnectionString);
    }

    [Fact]
    public async Task The_last_host_that_leaves_stops_the_emulator_and_no_other_does()
    {
        var first = await Open();
        var second = await Open();

        await first.DisposeAsync();
        (await Answers(second)).ShouldBeTrue();

        await second.DisposeAsync();
        (await Answers(second)).ShouldBeFalse();
        File.Exists(RecordFile).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_written_just_before_the_emulator_was_stopped_is_there_after_a_restart()
    {
        var before = await Open();
        await Table(before).CreateAsync(limit.Token);
        await Table(before).AddEntityAsync(new TableEntity("lot", "1"), limit.Token);
        await before.DisposeAsync();

        var after = await Open();

        after.Joined.ShouldBeFalse();
        (await Table(after).GetEntityAsync<TableEntity>("lot", "1", cancellationToken: limit.Token)).Value.RowKey.ShouldBe("1");
    }

    [Fact]
    public async Task An_emulator_in_memory_forgets_everything()
    {
        var before = await Open(options => options with { InMemory = true });
        await Table(before).CreateAsync(limit.Token);
        await before.DisposeAsync();

        var after = await Open(options => options with { InMemory = true });

        (await new TableServiceClient(after.ConnectionString).QueryAsync(cancellationToken: limit.Token).ToListAsync(limit.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_emulator_outlives_a_host_that_is_killed_with_its_process_group_and_the_next_host_joins_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "setsid is a program of Linux.");
        using var host = await StartInGroupOfItsOwn();
        using (var kill = Process.Start("kill", ["-KILL", "--", $"-{host.Id}"]))
            await kill.WaitForExitAsync(limit.Token);
        await host.WaitForExitAsync(limit.Token);

        var next = await Open();

        next.Joined.ShouldBeTrue();
        (await Answers(next)).ShouldBeTrue();
        await next.DisposeAsync();
        (await Answers(next)).ShouldBeFalse();
    }

    [Fact]
    public async Task Hosts_that_start_at_once_end_with_one_emulator()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Open())));

        hosts.Select(host => host.ProcessId).Distinct().ShouldHaveSingleItem();
        hosts.Count(host => !host.Joined).ShouldBe(1);
    }

    [Fact]
    public async Task A_record_whose_process_is_somebody_else_by_now_is_ignored()
    {
        // This process, and a port on which something quite different answers.
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var refusing = HangUpOnEveryone(other);
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await File.WriteAllTextAsync(
            RecordFile, $$"""{"pid":{{Environment.ProcessId}},"control":{{port}},"word":"mellon"}""", limit.Token);

        var host = await Open();

        host.Joined.ShouldBeFalse();
        host.ProcessId.ShouldNotBe(Environment.ProcessId);
        other.Stop();
        await refusing;
    }

    [Fact]
    public async Task A_record_that_makes_no_sense_is_ignored()
    {
        await File.WriteAllTextAsync(RecordFile, "{\"pid\":", limit.Token);

        (await Open()).Joined.ShouldBeFalse();
    }

    [Fact]
    public async Task An_emulator_that_was_killed_is_replaced()
    {
        var first = await Open();
        using (var killed = Process.GetProcessById(first.ProcessId))
            killed.Kill();

        var next = await Open();

        next.Joined.ShouldBeFalse();
        (await Answers(next)).ShouldBeTrue();
        await next.DisposeAsync();
        (await Answers(next)).ShouldBeTrue("the first host has not left yet");
        await first.DisposeAsync();
        (await Answers(next)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_taken_port_means_other_ports()
    {
        using var taker = TakeWellKnownBlobPort();

        var host = await Open(options => options with { Ports = null });

        host.Ports.Blob.ShouldNotBe(AzuritePorts.WellKnown.Blob);
        (await Answers(host)).ShouldBeTrue();
    }

    [Fact]
    public async Task Somebodys_own_emulator_on_the_well_known_ports_is_used_if_wanted_and_never_stopped()
    {
        Assert.SkipWhen(await AzuriteFolder.Answers(AzuritePorts.WellKnown, limit.Token), "Another program has the well-known ports.");
        using var own = StartStranger();
        try
        {
            await Eventually.Holds(() => own.HasExited || AzuriteFolder.Answers(AzuritePorts.WellKnown, limit.Token).GetAwaiter().GetResult(), "it is up", limit.Token);
            Assert.SkipWhen(own.HasExited, "Another program has the well-known ports.");

            var host = await Open(options => options with { AcceptOther = true });

            (host.Joined, host.ProcessId, host.Ports).ShouldBe((true, 0, AzuritePorts.WellKnown));
            await host.DisposeAsync();
            (await AzuriteFolder.Answers(AzuritePorts.WellKnown, limit.Token)).ShouldBeTrue();
        }
        finally
        {
            own.Kill();
            await own.WaitForExitAsync(limit.Token);
        }
    }

    [Fact]
    public async Task The_emulator_of_another_folder_is_not_taken_for_somebodys_own()
    {
        var first = await Open(options => options with { Ports = null, InMemory = true });
        Assert.SkipUnless(first.Ports == AzuritePorts.WellKnown, "Another program has the well-known ports.");

        var second = await Open(options => options with { Folder = Path.Combine(folder, "other"), Ports = null, AcceptOther = true });

        second.Joined.ShouldBeFalse();
        second.Ports.ShouldNotBe(first.Ports);
        await first.DisposeAsync();
        (await Answers(second)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_emulator_that_died_comes_back_on_its_ports()
    {
        using var taker = TakeWellKnownBlobPort();
        var first = await Open(options => options with { Ports = null });
        using (var killed = Process.GetProcessById(first.ProcessId))
            killed.Kill();
        await Eventually.Holds(async () => !await Answers(first), "it is gone", limit.Token);

        (await Open(options => options with { Ports = null })).Ports.ShouldBe(first.Ports);
    }

    [Fact]
    public async Task Node_that_cannot_be_run_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows asks no right to execute.");
        await File.WriteAllTextAsync(Path.Combine(folder, "node"), "no program", limit.Token);

        var result = await AzuriteFolder.StartOrJoin(Options() with { SearchPath = folder }, limit.Token);

        result.Error.ShouldNotBeNull().Code.ShouldBe("node-broken");
        ShouldBeOneLine(result.Error, "cannot be run");
    }

    [Fact]
    public async Task Ports_where_something_else_answers_do_not_count_as_an_emulator()
    {
        var host = await Open();

        (await AzuriteFolder.Answers(host.Ports with { Table = host.Ports.Blob }, limit.Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_node_the_error_says_what_to_install()
    {
        var result = await AzuriteFolder.StartOrJoin(Options() with { SearchPath = "" }, limit.Token);

        result.Error.ShouldNotBeNull().Code.ShouldBe("node-missing");
        ShouldBeOneLine(result.Error, "install version 20");
    }

    [Fact]
    public async Task A_failed_installation_says_how_to_see_why()
    {
        var empty = Directory.CreateDirectory(Path.Combine(folder, "package")).FullName;

        var result = await AzuriteFolder.StartOrJoin(Options() with { PackageFolder = empty }, limit.Token);

        result.Error.ShouldNotBeNull().Code.ShouldBe("azurite-install-failed");
        ShouldBeOneLine(result.Error, "npm ci");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", limit.Token);

        var result = await AzuriteFolder.StartOrJoin(Options() with { Folder = Path.Combine(file, "below") }, limit.Token);

        result.Error.ShouldNotBeNull().Code.ShouldBe("folder-not-writable");
        ShouldBeOneLine(result.Error, file);
    }

    [Fact]
    public async Task An_emulator_that_fails_to_start_leaves_its_last_words()
    {
        // Azurite wants to write its tables into a file of this name.
        Directory.CreateDirectory(Path.Combine(folder, "__azurite_db_blob__.json"));

        var result = await AzuriteFolder.StartOrJoin(Options(), limit.Token);

        result.Error.ShouldNotBeNull().Code.ShouldBe("azurite-did-not-start");
        ShouldBeOneLine(result.Error, "EISDIR");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in opened)
            await host.DisposeAsync();
        limit.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string RecordFile => Path.Combine(folder, "azurite.json");

    private AzuriteOptions Options() => new() { Folder = folder, PackageFolder = PackageFolder(), Ports = AzuritePorts.Any };

    private async Task<AzuriteFolder> Open(Func<AzuriteOptions, AzuriteOptions>? change = null)
    {
        var options = change is null ? Options() : change(Options());
        var host = (await AzuriteFolder.StartOrJoin(options, limit.Token)).Value;
        lock (opened)
            opened.Add(host);
        return host;
    }

    /// <summary>Stands for a host: starts the emulator as a host does, and then lives on in its process group.</summary>
    private async Task<Process> StartInGroupOfItsOwn()
    {
        var launch = $"node '{PackageFolder()}/serve.js' launch '{folder}' --location '{folder}' --blobPort 0 --queuePort 0 --tablePort 0";
        var start = new ProcessStartInfo("setsid", ["sh", "-c", $"{launch} && echo launched; cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var host = Process.Start(start).ShouldNotBeNull();
        (await host.StandardOutput.ReadLineAsync(limit.Token)).ShouldBe("launched");
        return host;
    }

    /// <summary>Azurite as a person would start it.</summary>
    private Process StartStranger()
    {
        var program = Path.Combine(PackageFolder(), "node_modules", "azurite", "dist", "src", "azurite.js");
        return Process.Start(new ProcessStartInfo("node", [program, "--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }).ShouldNotBeNull();
    }

    private static TcpListener? TakeWellKnownBlobPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, AzuritePorts.WellKnown.Blob);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            // Somebody else has taken it, which is just as good.
            listener.Dispose();
            return null;
        }
    }

    private static async Task HangUpOnEveryone(TcpListener listener)
    {
        try
        {
            while (true)
                (await listener.AcceptTcpClientAsync()).Dispose();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test has ended it.
        }
    }

    private static string PackageFolder()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "AgriTrace.sln")))
            root = Path.GetDirectoryName(root).ShouldNotBeNull();
        return Path.Combine(root, "local", "azurite");
    }

    private Task<bool> Answers(AzuriteFolder host) => AzuriteFolder.Answers(host.Ports, limit.Token);

    private static TableClient Table(AzuriteFolder host) => new(host.ConnectionString, "lots");

    private static void ShouldBeOneLine(Error error, string says)
    {
        error.Detail.ShouldContain(says);
        error.Detail.ShouldNotContain('\n');
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace AgriTrace.Local.Emulator;

/// <summary>What <c>azurite.json</c> in the folder says; written by <c>local/azurite/serve.js</c>, which describes the protocol.</summary>
internal sealed record AzuriteRecord(int Pid, int Control, string Word)
{
    /// <returns>Null when there is none, or none that makes sense yet.</returns>
    public static AzuriteRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<AzuriteRecord>(File.ReadAllText(file), JsonSerializerOptions.Web) is { Word: not null } record
                ? record
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>A connection to the process of an Azurite, which has proved that it is the one of the record.</summary>
internal sealed class AzuriteControl : IDisposable
{
    private readonly TcpClient client;
    private readonly StreamReader reader;

    private AzuriteControl(TcpClient client)
    {
        this.client = client;
        reader = new StreamReader(client.GetStream());
    }

    /// <summary>Filled once Azurite serves requests.</summary>
    public AzuritePorts Ports { get; private set; } = AzuritePorts.Any;

    /// <summary>Waits until that Azurite is up.</summary>
    /// <returns>Null when nothing is there, or it ends before it is up, or it is another program that got the port since.</returns>
    /// <exception cref="OperationCanceledException">Something took the connection and did not answer in time.</exception>
    public static async Task<AzuriteControl?> Open(AzuriteRecord record, CancellationToken cancel)
    {
        AzuriteControl? control = null;
        try
        {
            control = await Connect(record, cancel);
            var answer = await control.reader.ReadLineAsync(cancel);
            control.Ports = JsonSerializer.Deserialize<AzuritePorts>(answer ?? "null", JsonSerializerOptions.Web)!;
            if (control.Ports is { Blob: > 0, Queue: > 0, Table: > 0 })
                return control;
        }
        catch (Exception e) when (e is SocketException or IOException or JsonException)
        {
            // Not ours: the same as nobody there.
        }
        catch (OperationCanceledException)
        {
            control?.Dispose();
            throw;
        }
        control?.Dispose();
        return null;
    }

    /// <summary>Ends an Azurite that may never come up. Its data is whole: it has not served a request.</summary>
    public static async Task Abandon(AzuriteRecord record, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            using var control = await Connect(record, limit.Token);
            await control.Stop(limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            // It has ended by itself, or hangs; the error that the caller is about to give is the better one.
        }
    }

    /// <summary>Asks it to end, and waits until its process has ended, with all data on disk.</summary>
    /// <exception cref="OperationCanceledException">It did not end in time.</exception>
    public async Task Stop(CancellationToken cancel)
    {
        try
        {
            await client.GetStream().WriteAsync("stop\n"u8.ToArray(), cancel);
            while (await reader.ReadLineAsync(cancel) is not null)
            {
            }
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            // A connection that breaks instead of ending: the process is gone all the same.
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        client.Dispose();
    }

    private static async Task<AzuriteControl> Connect(AzuriteRecord record, CancellationToken cancel)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, record.Control, cancel);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(record.Word + "\n"), cancel);
            return new AzuriteControl(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgriTrace.Testing;

/// <summary>An e-mail as it came over the wire.</summary>
/// <param name="From">Of the envelope, as the client wrote it.</param>
/// <param name="To">Of the envelope.</param>
/// <param name="Data">Byte for byte, with the doubled dots and without the dot that ends it.</param>
public sealed record ArrivedMail(string From, string To, byte[] Data)
{
    public string Text => Encoding.Latin1.GetString(Data);
}

/// <summary>A mail server in this process, over TCP: it keeps what arrives, and answers as a test wants it to.</summary>
public sealed class SmtpDouble : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<ArrivedMail> arrived = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly Task running;

    /// <param name="address">Of this machine; null for loopback.</param>
    public SmtpDouble(IPAddress? address = null)
    {
        listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        listener.Start();
        running = Task.Run(Accept);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<ArrivedMail> Arrived => [.. arrived];

    /// <summary>Every line that a client said, data aside.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>What is answered to a command instead of the usual, by its first word; an empty answer closes the connection. <c>.</c> stands for the end of the data.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes connections and says nothing.</summary>
    public bool Hangs { get; set; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running;
        listener.Stop();
        ending.Dispose();
        listener.Dispose();
    }

    private async Task Accept()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(Serve(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Talk(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        if (Hangs) await Task.Delay(Timeout.Infinite, ending.Token);
        var (from, to) = (string.Empty, string.Empty);
        await Say(stream, "220 double.example ESMTP");
        while (await Line(stream) is { } bytes)
        {
            var line = Encoding.Latin1.GetString(bytes);
            commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Answers.TryGetValue(verb, out var answer))
            {
                if (answer.Length == 0) return;
                await Say(stream, answer);
                continue;
            }

            switch (verb)
            {
                case "EHLO": await Say(stream, "250-double.example\r\n250-AUTH PLAIN\r\n250 8BITMIME"); break;
                case "AUTH": await Say(stream, "235 welcome"); break;
                case "MAIL": from = line; await Say(stream, "250 sender ok"); break;
                case "RCPT": to = line; await Say(stream, "250 recipient ok"); break;
                case "DATA":
                    await Say(stream, "354 go on");
                    arrived.Enqueue(new ArrivedMail(from, to, await Data(stream)));
                    if (Answers.TryGetValue(".", out var end) && end.Length == 0) return;
                    await Say(stream, end ?? "250 taken");
                    break;
                case "QUIT": await Say(stream, "221 bye"); return;
                default: await Say(stream, "250 ok"); break;
            }
        }
    }

    private async Task<byte[]> Data(NetworkStream stream)
    {
        var data = new List<byte>();
        while (await Line(stream) is { } line && line is not [(byte)'.']) data.AddRange([.. line, (byte)'\r', (byte)'\n']);
        return [.. data];
    }

    /// <returns>A line without its end; null where the client has gone.</returns>
    private async Task<byte[]?> Line(NetworkStream stream)
    {
        var (line, one) = (new List<byte>(), new byte[1]);
        while (await stream.ReadAsync(one, ending.Token) == 1)
        {
            line.Add(one[0]);
            if (line.Count >= 2 && line[^2] == '\r' && line[^1] == '\n') return [.. line[..^2]];
        }

        return null;
    }

    private async Task Say(NetworkStream stream, string words) => await stream.WriteAsync(Encoding.ASCII.GetBytes(words + "\r\n"), ending.Token);
}

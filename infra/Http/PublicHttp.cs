using System.Net;
using System.Net.Sockets;

namespace AgriTrace.Infra.Http;

/// <summary>Makes clients for addresses that somebody else named: they reach the open internet, and never a network behind us.</summary>
/// <remarks>
/// The address is looked at when the connection is made, after the name was resolved, so that a name cannot mean one machine when it is
/// checked and another when it is called.
/// </remarks>
public sealed class PublicHttp(PublicHttpSettings settings)
{
    /// <summary>A client to keep: it has connections of its own. It follows no redirects, and knows no proxy and no cookies.</summary>
    /// <param name="timeout">For a whole call, the body included.</param>
    /// <param name="maxBytes">Of an answer's body; what is longer fails the call.</param>
    /// <remarks>A call to a place that is not allowed fails as one to a place that does not answer: <see cref="HttpRequestException"/>.</remarks>
    public HttpClient Client(TimeSpan timeout, long maxBytes) => new(new Bounded(maxBytes, Connections(timeout))) { Timeout = timeout };

    /// <summary>False for an address that no call may go to whatever its name means: not https, or with a number that is not public.</summary>
    /// <remarks>To tell people early. What a name means is looked at when it is called.</remarks>
    public bool MayCall(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || (settings.AllowLoopback && url.Scheme == Uri.UriSchemeHttp))
        && (IPAddress.TryParse(url.IdnHost, out var address) ? MayReach(address) : url.HostNameType == UriHostNameType.Dns && (settings.AllowLoopback || !IsThisMachine(url.IdnHost)));

    private static bool IsThisMachine(string host) => host is "localhost" or "localhost." || host.EndsWith(".localhost", StringComparison.Ordinal);

    private SocketsHttpHandler Connections(TimeSpan timeout) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // No trace ids of ours for strangers.
        ActivityHeadersPropagator = null,
        ConnectTimeout = timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = Connect,
    };

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] allowed = [.. (await Dns.GetHostAddressesAsync(host, cancel)).Where(MayReach)];
        if (allowed.Length == 0) throw new HttpRequestException(HttpRequestError.ConnectionError, $"{host} has no public address.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayReach(IPAddress address) =>
        PublicAddress.IsPublic(address) || (settings.AllowLoopback && IPAddress.IsLoopback(address));

    /// <summary>Reads the body here, whatever the caller asked for, so that its length is bounded for every caller.</summary>
    private sealed class Bounded(long maxBytes, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // HTTP/3 would connect without asking us.
            (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionOrLower);
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(maxBytes, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}

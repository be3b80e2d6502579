using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>Where a request comes from, as far as a proxy that we trust says it, or the connection itself.</summary>
public sealed class ClientAddress(LimitSettings settings)
{
    private const int PrefixOctets = 8;

    /// <summary>The address as text, without port or brackets; empty where the connection has none.</summary>
    public string Of(HttpRequest request) => Find(request)?.ToString() ?? string.Empty;

    /// <summary>What is counted as one client: an IPv4 address, or the /64 of IPv6 that a single household is given.</summary>
    public string NetworkOf(HttpRequest request)
    {
        if (Find(request) is not { } address) return string.Empty;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var octets = address.GetAddressBytes();
        octets.AsSpan(PrefixOctets).Clear();
        return new IPAddress(octets) + "/64";
    }

    /// <summary>Whether the client speaks HTTPS, to us or to the proxy that we trust.</summary>
    public bool IsHttps(HttpRequest request) =>
        request.IsHttps || (settings.Proxies > 0 && Entry(request, "X-Forwarded-Proto")?.Equals("https", StringComparison.OrdinalIgnoreCase) == true);

    private IPAddress? Find(HttpRequest request)
    {
        var own = request.HttpContext.Connection.RemoteIpAddress;
        var address = settings.Proxies > 0 && Parse(Entry(request, "X-Forwarded-For")) is { } told ? told : own;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }

    /// <summary>What the outermost proxy that we trust wrote: each adds one entry on the right. What stands further left the client may have made up.</summary>
    private string? Entry(HttpRequest request, string header)
    {
        var entries = request.Headers[header].ToString().Split(',', StringSplitOptions.TrimEntries);
        return entries[Math.Max(0, entries.Length - settings.Proxies)];
    }

    /// <summary>Reads <c>203.0.113.7</c>, <c>203.0.113.7:51234</c>, <c>2001:db8::1</c> and <c>[2001:db8::1]:51234</c>.</summary>
    private static IPAddress? Parse(string? text) =>
        IPEndPoint.TryParse(text ?? string.Empty, out var end) && IsWritten(text!) ? Plain(end.Address) : null;

    /// <summary>The parser takes <c>7</c> for 0.0.0.7.</summary>
    private static bool IsWritten(string text) => text.Contains(':', StringComparison.Ordinal) || text.Count(letter => letter == '.') == 3;

    /// <summary>Without a zone (<c>%eth0</c>), which means nothing here and would make one client many.</summary>
    private static IPAddress Plain(IPAddress address) => new(address.GetAddressBytes());
}

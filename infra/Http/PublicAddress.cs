using System.Net;
using System.Net.Sockets;

namespace AgriTrace.Infra.Http;

/// <summary>Tells the open internet from every network that only looks like an address on it.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] NotPublicV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Azure's own channel into each of its machines: a public number, and nobody's but the platform's.
        "168.63.129.16/32");

    /// <summary>All that is handed out so far; what lies outside is local, or not yet anybody's.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>The first holds Teredo and benchmarks, 2002::/16 is 6to4: tunnels to addresses that are not checked, and that nobody needs any more.</summary>
    private static readonly IPNetwork[] NotPublicV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether anybody on the internet would reach the same machine there. An address that wraps an IPv4 one is judged by that.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Holds(NotPublicV4, address);
        if (address.IsIPv4MappedToIPv6) return IsPublic(address.MapToIPv4());
        if (Nat64.Contains(address)) return IsPublic(new IPAddress(address.GetAddressBytes()[12..]));
        return GlobalV6.Contains(address) && !Holds(NotPublicV6, address);
    }

    private static bool Holds(IPNetwork[] networks, IPAddress address) => networks.Any(network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}

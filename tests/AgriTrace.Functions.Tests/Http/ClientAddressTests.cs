using System.Net;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Tests.Http;

public sealed class ClientAddressTests
{
    private const string Connection = "192.0.2.1";

    private static HttpRequest Request(string? forwarded, string connection = Connection)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        if (forwarded is not null) http.Request.Headers["X-Forwarded-For"] = forwarded;
        return http.Request;
    }

    private static ClientAddress Behind(int proxies) => new(new LimitSettings { Proxies = proxies });

    [Theory]
    [InlineData(0, "203.0.113.7", Connection)]
    [InlineData(1, null, Connection)]
    [InlineData(1, "203.0.113.7", "203.0.113.7")]
    [InlineData(1, "198.51.100.9, 203.0.113.7", "203.0.113.7")]
    [InlineData(2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7")]
    [InlineData(3, "203.0.113.7,10.0.0.1", "203.0.113.7")]
    [InlineData(1, "203.0.113.7:51234", "203.0.113.7")]
    [InlineData(1, "[2001:db8::7]:51234", "2001:db8::7")]
    [InlineData(1, "[2001:db8::7]", "2001:db8::7")]
    [InlineData(1, "2001:db8::7", "2001:db8::7")]
    [InlineData(1, "fe80::1%eth0", "fe80::1")]
    [InlineData(1, "::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData(1, "unknown", Connection)]
    [InlineData(1, "7", Connection)]
    [InlineData(1, "203.0.113.7, ", Connection)]
    [InlineData(1, "203.0.113.7\u0000", Connection)]
    public void The_client_is_who_the_outermost_trusted_proxy_names_and_else_the_connection(int proxies, string? forwarded, string address) =>
        Behind(proxies).Of(Request(forwarded)).ShouldBe(address);

    [Fact]
    public void Entries_of_several_headers_count_as_one_list()
    {
        var request = Request(null);
        request.Headers["X-Forwarded-For"] = new[] { "6.6.6.6", "203.0.113.7, 10.0.0.1" };

        Behind(2).Of(request).ShouldBe("203.0.113.7");
    }

    [Fact]
    public void A_household_with_ipv6_is_one_client_and_its_neighbours_are_others()
    {
        var clients = new[] { "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1" }.Select(address => Behind(0).NetworkOf(Request(null, address))).ToArray();

        clients[0].ShouldBe("2001:db8:1:2::/64");
        clients[1].ShouldBe(clients[0]);
        clients[2].ShouldNotBe(clients[0]);
        Behind(0).NetworkOf(Request(null, "::ffff:203.0.113.7")).ShouldBe("203.0.113.7");
    }

    [Theory]
    [InlineData(0, "http", "https", false)]
    [InlineData(1, "http", "https", true)]
    [InlineData(1, "http", "https, http", false)]
    [InlineData(1, "http", null, false)]
    [InlineData(0, "https", null, true)]
    public void Https_is_believed_of_the_connection_and_of_a_trusted_proxy(int proxies, string scheme, string? forwarded, bool isHttps)
    {
        var request = Request(null);
        request.Scheme = scheme;
        if (forwarded is not null) request.Headers["X-Forwarded-Proto"] = forwarded;

        Behind(proxies).IsHttps(request).ShouldBe(isHttps);
    }
}

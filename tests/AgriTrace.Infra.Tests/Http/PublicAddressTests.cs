using System.Net;
using AgriTrace.Infra.Http;

namespace AgriTrace.Infra.Tests.Http;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("20.205.243.166")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("168.63.129.15")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void The_open_internet_is_public(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void A_network_of_somebody_s_own_is_not_public_in_any_form(string address)
    {
        var v4 = IPAddress.Parse(address);
        var bytes = v4.GetAddressBytes();
        var hex = Convert.ToHexString(bytes);

        PublicAddress.IsPublic(v4).ShouldBeFalse();
        PublicAddress.IsPublic(v4.MapToIPv6()).ShouldBeFalse("mapped into IPv6");
        PublicAddress.IsPublic(IPAddress.Parse($"::{address}")).ShouldBeFalse("compatible");
        PublicAddress.IsPublic(IPAddress.Parse($"64:ff9b::{address}")).ShouldBeFalse("NAT64");
        PublicAddress.IsPublic(IPAddress.Parse($"2002:{hex[..4]}:{hex[4..]}::1")).ShouldBeFalse("6to4");
        PublicAddress.IsPublic(new IPAddress([0x20, 1, 0, 0, .. "Aq@\0\0\0\0\0"u8, .. bytes.Select(part => (byte)~part)])).ShouldBeFalse("Teredo");
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("64:ff9b:1::808:808")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:808:808::1")]
    [InlineData("3fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("ff0e::1")]
    public void What_is_local_or_nobody_s_in_IPv6_is_not_public(string address) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();
}

using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Web.Identity;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>Makes of devices and consents what pages say of them.</summary>
internal sealed class Views(IReadOnlyList<Member> members)
{
    private static readonly string OperatorName = new Caller(Role.Operator).Name;
    private static readonly string AdminName = new Caller(Role.Admin).Name;
    private readonly Dictionary<string, string> names = members.ToDictionary(member => member.Id, member => member.Name, StringComparer.Ordinal);

    /// <summary>A member's name; that of the platform for its operator; an admin's by their office; a member who is gone by their id.</summary>
    public string NameOf(string id) => names.GetValueOrDefault(id, id == OperatorName ? "AgriTrace" : id == AdminName ? "Quản lý" : id);

    public IEnumerable<Member> Helpers => members.Where(member => member.Role == Role.Helper);

    public IReadOnlyList<DeviceLine> Devices(IEnumerable<Device> devices, string member, string? inHand, DateTimeOffset now) =>
    [
        .. devices.Where(device => device.Knows(member) && device.IsAlive(now)).Select(device => DeviceBody.Of(device, member)).Select(device => new DeviceLine(
            device.Id, device.Name, device.Since, NameOf(device.CardBy), device.SeenAt, [.. device.SharedWith.Select(NameOf)], device.Id == inHand)),
    ];

    public IReadOnlyList<HelperOfMine> HelpersOf(IReadOnlyList<Consent> consents) =>
    [
        .. Helpers.Select(helper => (helper, consent: consents.FirstOrDefault(one => one.Helper == helper.Id && one.IsLive)))
            .Select(pair => new HelperOfMine(pair.helper.Id, pair.helper.Name, pair.consent?.At, pair.consent?.Form == ConsentForm.Paper)),
    ];
}

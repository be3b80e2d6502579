using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <param name="Since">When this member was enrolled on it.</param>
/// <param name="CardBy">Who made the card.</param>
/// <param name="SeenAt">When it was last used, to the hour.</param>
/// <param name="SharedWith">Other members who use it.</param>
public sealed record DeviceBody(string Id, string Name, DateTimeOffset Since, string CardBy, DateTimeOffset SeenAt, IReadOnlyList<string> SharedWith)
{
    /// <exception cref="InvalidOperationException">The member does not use the device: a bug.</exception>
    public static DeviceBody Of(Device device, string member)
    {
        var user = device.Find(member) ?? throw new InvalidOperationException($"{member} does not use device {device.Id}.");
        return new(device.Id, device.Name, user.Since, user.CardBy, device.SeenAt, [.. device.Members.Select(known => known.Member).Where(known => known != member)]);
    }
}

public sealed record DeviceListBody(IReadOnlyList<DeviceBody> Items);

public sealed class ListDevices(Gate<ListDevices> gate, SignInStore store)
{
    [Function("ListDevices"), Allow(Permission.ManageDevices)]
    [Describe("The devices that are enrolled for a member.", Response = typeof(DeviceListBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}/devices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var member, out var error)) return error;
            var devices = await store.Devices(call.Coop, cancel);
            return Reply.Ok(new DeviceListBody([.. devices.Where(device => device.Knows(member)).Select(device => DeviceBody.Of(device, member))]));
        }, cancel);
}

public sealed class RevokeDevice(Gate<RevokeDevice> gate, SignedIn signedIn, TimeProvider clock)
{
    [Function("RevokeDevice"), Allow(Permission.ManageDevices)]
    [Describe("Signs a member out on a device: only them, if they do so themself, else all who use it. Its tokens are refused at once here, and within half a minute elsewhere.", Status = 204)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/coops/{coop}/members/{member}/devices/{device}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var member, out var error) || !call.Id("device").Try(out var device, out error)) return error;
            var changed = await signedIn.Change(call.Coop, device, known => known.SignOut(member, call.Caller, clock.GetUtcNow()), cancel);
            return changed.Map(_ => Reply.NoContent());
        }, cancel);
}

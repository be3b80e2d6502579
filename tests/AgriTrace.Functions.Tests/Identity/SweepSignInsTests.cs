using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class SweepSignInsTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task What_ended_long_ago_is_deleted_and_what_is_in_use_stays()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var store = Host.Services.GetRequiredService<SignInStore>();
        var now = DateTimeOffset.UtcNow;
        foreach (var (code, until) in new[] { ("old", now.AddDays(-40)), ("new", now.AddMinutes(5)) })
            await store.Add(new SignInCard(given.Coop, Given.Ut, Given.Sau, until), code, Cancel);
        foreach (var (id, seen, revoked) in new[] { ("used", now, default(DateTimeOffset?)), ("idle", now.AddDays(-300), null), ("revoked", now, now.AddDays(-40)), ("lately", now, now) })
            await Enrol(store, new Device(given.Coop, id, "Máy", [new DeviceMember(Given.Ut, now, Given.Sau)], Given.Ut, now, seen) { RevokedAt = revoked });

        var deleted = await store.DeleteOld(given.Coop, now.AddDays(-30), most: 100, Cancel);

        deleted.ShouldBe(3);
        (await store.Card(given.Coop, "old", Cancel)).ShouldBeNull();
        (await store.Card(given.Coop, "new", Cancel)).ShouldNotBeNull();
        (await store.Device(given.Coop, "idle", Cancel)).ShouldBeNull();
        (await store.Device(given.Coop, "revoked", Cancel)).ShouldBeNull();
        (await store.Device(given.Coop, "used", Cancel)).ShouldNotBeNull();
        (await store.Device(given.Coop, "lately", Cancel)).ShouldNotBeNull();
    }

    private static async Task Enrol(SignInStore store, Device device)
    {
        await store.Add(new SignInCard(device.Coop, Given.Ut, Given.Sau, device.SeenAt.AddDays(400)), device.Id, Cancel);
        var card = (await store.Card(device.Coop, device.Id, Cancel))!;
        (await store.Enrol(card.Value, device.Id, card.Version, new(device, string.Empty), Cancel)).ShouldBeTrue();
    }
}

using AgriTrace.Functions.Tests.Cooperatives;
using AgriTrace.Functions.Tests.Orders;

namespace AgriTrace.Functions.Tests.Privacy;

public sealed class StoredPersonalDataTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task No_name_phone_address_citizen_id_or_account_of_a_person_lies_in_storage_or_in_the_log_in_clear()
    {
        string[] secrets = ["Lâm Thị Kín", "0987001122", "987001122", "77 Hẻm Giấu", "093199887766", "5566778899001", "VO VAN KIN", "912009988"];
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = new
        {
            coop = shop.Coop,
            lines = new[] { new { listing = shop.Listing, quantity = 1 } },
            buyer = new { name = secrets[0], phone = secrets[1], address = secrets[3] + ", Cần Thơ" },
            payment = "cod",
        };
        await Anyone.Post("/api/orders", order, Cancel, ("Idempotency-Key", shop.Coop)).Json(201);
        await shop.Admin.Put(
            $"/api/coops/{shop.Coop}/members/kin",
            """{"name":"Võ Văn Kín","role":"farmer","phone":"0912 009 988","citizenId":"093199887766","bank":{"bin":"970436","account":"5566778899001","holder":"VO VAN KIN"}}""",
            Cancel).Json(201);

        var stored = await RawStorage.Read(Storage, Cancel);

        stored.ShouldContain(text => text.Contains("buyer|", StringComparison.Ordinal) && text.Contains(shop.Coop, StringComparison.Ordinal));
        stored.ShouldContain(text => text.Contains(shop.Coop, StringComparison.Ordinal) && text.Contains("Võ Văn Kín", StringComparison.Ordinal), "a member's name is public");
        foreach (var secret in secrets)
        {
            stored.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal));
            Host.Logs.Has(secret).ShouldBeFalse();
        }
    }
}

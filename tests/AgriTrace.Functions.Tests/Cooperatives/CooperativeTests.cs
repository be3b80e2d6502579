using System.Net;
using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Trade;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Cooperatives;

public sealed class CooperativeTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_cooperative_is_201_when_new_and_200_when_known_and_comes_back_as_it_was_stored()
    {
        var coop = await ACoop.Make(Host, "coop-new", Cancel);

        var again = await coop.Operator.Put(coop.Path, ACoop.Body, Cancel).Json(200);

        again["phone"]!.GetValue<string>().ShouldBe("+842703890123");
        again.ToJsonString().ShouldBe((await coop.As(Role.Packer).GetAsync(coop.Path, Cancel).Json(200)).ToJsonString());
    }

    [Fact]
    public async Task Things_are_201_when_new_and_200_when_known_and_each_can_be_read_again()
    {
        var coop = await ACoop.Make(Host, "coop-things", Cancel);
        (string Below, string Body)[] things =
        [
            ("members/an", ACoop.Farmer), ("plots/vuon-1", ACoop.Plot("an")), ("places/kho", ACoop.Place),
            ("products/09521234000013", ACoop.Product), ("products/buoi-chua", ACoop.Product),
        ];

        foreach (var (below, body) in things)
        {
            using var made = await coop.Put(below, body, Cancel);
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
            made.Headers.Location!.ToString().ShouldBe($"{coop.Path}/{below}");
            var known = await coop.Put(below, body, Cancel).Json(200);
            (await coop.Get(below, Cancel)).ToJsonString().ShouldBe(known.ToJsonString());
        }
    }

    [Fact]
    public async Task The_shop_has_the_name_and_place_of_the_cooperative_before_any_lot_and_follows_when_they_change()
    {
        var coop = await ACoop.Make(Host, "coop-board", Cancel);
        var trade = Host.Services.GetRequiredService<TradeStore>();
        var board = (await trade.Board("coop-board", Cancel))!;
        (board.Value.Name, board.Value.Place).ShouldBe(("HTX Bưởi Năm Roi", "xã Bình Minh, Vĩnh Long"));

        await coop.Operator.Put(coop.Path, ACoop.Body, Cancel).Json(200);
        (await trade.Board("coop-board", Cancel))!.Version.ShouldBe(board.Version, "nothing changed, so nothing was written");

        await coop.Operator.Put(coop.Path, ACoop.Body.Replace("HTX Bưởi", "HTX Cam", StringComparison.Ordinal), Cancel).Json(200);
        (await trade.Board("coop-board", Cancel))!.Value.Name.ShouldBe("HTX Cam Năm Roi");
    }

    [Fact]
    public async Task A_renaming_gets_through_while_orders_change_the_board()
    {
        var coop = await ACoop.Make(Host, "coop-busy", Cancel);
        var names = Enumerable.Range(1, 8).Select(number => ACoop.Body.Replace("Năm Roi", $"số {number}", StringComparison.Ordinal));

        await Task.WhenAll(names.Select(body => coop.Operator.Put(coop.Path, body, Cancel).Json(200)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/members/an")]
    [InlineData("/plots/p1")]
    [InlineData("/places/p1")]
    [InlineData("/products/p1")]
    public async Task Nobody_reads_or_writes_without_a_token_or_with_another_cooperatives(string below)
    {
        var path = "/api/coops/coop-guarded" + below;
        var (writer, other) = below.Length == 0 ? (Role.Operator, "role-may-not") : (Role.Admin, "other-cooperative");

        await Anyone.Put(path, "{}", Cancel).Problem(401, "token-missing");
        await Anyone.GetAsync(path, Cancel).Problem(401, "token-missing");
        await Host.As(Role.Admin, "elsewhere").Put(path, "{}", Cancel).Problem(403, other);
        await Host.As(Role.Admin, "elsewhere").GetAsync(path, Cancel).Problem(403, "other-cooperative");
        foreach (var role in new[] { Role.Farmer, Role.Packer, Role.Accountant, Role.Helper, Role.Driver, Role.Inspector })
            await Host.As(role, "coop-guarded").Put(path, "{}", Cancel).Problem(403, "role-may-not");
        await Host.As(writer, "coop-guarded").Put(path, "{}", Cancel).Problem(400, "fields-invalid");
    }

    [Fact]
    public async Task Unknown_cooperatives_and_things_are_404()
    {
        var nobody = new ACoop(Host, "coop-nowhere");
        await nobody.Put("members/an", ACoop.Farmer, Cancel).Problem(404, "no-such-cooperative");
        await nobody.Put("plots/p1", ACoop.Plot("an"), Cancel).Problem(404, "no-such-cooperative");
        await nobody.Put("places/p1", ACoop.Place, Cancel).Problem(404, "no-such-cooperative");
        await nobody.Put("products/p1", ACoop.Product, Cancel).Problem(404, "no-such-cooperative");
        await nobody.Admin.GetAsync(nobody.Path, Cancel).Problem(404, "no-such-cooperative");

        var coop = await ACoop.Make(Host, "coop-empty", Cancel);
        await coop.Put("plots/p1", ACoop.Plot("an"), Cancel).Problem(404, "no-such-member");
        await coop.Admin.GetAsync(coop.Path + "/members/an", Cancel).Problem(404, "no-such-member");
        await coop.Admin.GetAsync(coop.Path + "/plots/p1", Cancel).Problem(404, "no-such-plot");
        await coop.Admin.GetAsync(coop.Path + "/places/p1", Cancel).Problem(404, "no-such-place");
        await coop.Admin.GetAsync(coop.Path + "/products/p1", Cancel).Problem(404, "no-such-product");
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb")]
    [InlineData("a%01b")]
    [InlineData("a%5Cb")]
    [InlineData("%C6%B0%CC%A3")]
    [InlineData("An")]
    [InlineData("-an")]
    [InlineData("LONG")]
    public async Task An_id_that_is_no_id_is_a_clear_400(string id)
    {
        var coop = await ACoop.Make(Host, "coop-ids-" + Guid.NewGuid().ToString("N")[..8], Cancel);
        if (id == "LONG") id = new string('a', 300);

        foreach (var kind in new[] { "members", "plots", "places", "products" })
        {
            await coop.Put($"{kind}/{id}", "{}", Cancel).Problem(400, "id-invalid");
            await coop.Admin.GetAsync($"{coop.Path}/{kind}/{id}", Cancel).Problem(400, "id-invalid");
        }

        await coop.Operator.Put($"/api/coops/{id}", ACoop.Body, Cancel).Problem(400, "id-invalid");
    }

    [Fact]
    public async Task Names_written_with_combining_marks_are_stored_composed()
    {
        var coop = await ACoop.Make(Host, "coop-nfd", Cancel, ACoop.Body.Normalize(NormalizationForm.FormD));
        await coop.Put("products/buoi", ACoop.Product.Normalize(NormalizationForm.FormD), Cancel).Json(201);

        (await coop.Operator.GetAsync(coop.Path, Cancel).Json(200))["name"]!.GetValue<string>().ShouldBe("HTX Bưởi Năm Roi");
        (await coop.Get("products/buoi", Cancel))["name"]!["vi"]!.GetValue<string>().ShouldBe("Bưởi Năm Roi");
    }

    [Fact]
    public async Task Every_bad_field_is_named_in_one_answer()
    {
        var coop = await ACoop.Make(Host, "coop-faults", Cancel);
        await coop.Put("members/an", ACoop.Farmer, Cancel).Json(201);

        var shape = await coop.Put("places/p1", """{"name":"a","kind":"barn","extra":1}""", Cancel).Problem(400, "fields-invalid");
        shape.Paths().ShouldBe(["$.address", "$.kind", "$.extra"], ignoreOrder: true);
        shape.ToJsonString().ShouldContain("packing-house, store, shop");

        var content = await coop.Put(
                "plots/p1",
                """{"name":" ","kind":"pond","member":"an","hectares":0,"geometry":{"type":"Polygon","coordinates":[[[105.76,10.03],[105.77,10.03],[105.77,10.04],[10.04,105.76]]]}}""",
                Cancel)
            .Problem(400, "fields-invalid");
        content.Paths().ShouldBe(["$.name", "$.hectares", "$.geometry.coordinates[0][3]"], ignoreOrder: true);
        content.ToJsonString().ShouldContain("swapped");
    }
}

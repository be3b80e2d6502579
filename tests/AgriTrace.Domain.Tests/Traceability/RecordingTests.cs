using System.Text.Json;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability;

/// <summary>Recording lots and packing them, without storage.</summary>
public sealed class RecordingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly Uri Site = new("https://agritrace.example");
    private static readonly ProductId Pomelo = new("09521141012345");
    private static readonly Product Product = new(Pomelo, new LocalText("Bưởi", "Pomelo"), "KGM", 10, [new Conversion("H87", 1.2m)], null);
    private static readonly Member Ut = new("ut", "Nguyễn Văn Út", Role.Farmer);
    private static readonly Plot Plot = new("p1", "Vườn", PlotKind.Plot, "ut", null, 1, JsonElement.Parse("""{"type":"Point","coordinates":[105.8,10.0]}"""));
    private static readonly Caller Admin = new(Role.Admin, "htx");
    private static readonly RecordId Record = RecordId.OfKey("htx", "k");

    [Fact]
    public void A_number_of_ours_has_the_day_in_the_delta_and_is_the_same_for_the_same_key()
    {
        var late = new DateTimeOffset(2026, 11, 19, 23, 30, 0, TimeSpan.Zero);

        RecordId.OfKey("htx", "k").LotNumber(late).ShouldBe(RecordId.OfKey("htx", "k").LotNumber(late));
        RecordId.OfKey("htx", "k").LotNumber(late).ShouldStartWith("261120-");
        RecordId.OfKey("htx", "k2").LotNumber(late).ShouldNotBe(RecordId.OfKey("htx", "k").LotNumber(late));
        RecordId.OfKey("htx-b", "k").LotNumber(late).ShouldNotBe(RecordId.OfKey("htx", "k").LotNumber(late));
    }

    [Fact]
    public void The_same_harvest_gives_the_same_event_and_another_record_of_it_another()
    {
        var maker = new EventMaker(Site);
        var (one, other) = (Harvested("L1", 500), Harvested("L1", 500.0m));

        maker.Harvest(one, Now).Hash.ShouldBe(maker.Harvest(other, Now.AddDays(1)).Hash);
        maker.Harvest(one with { RecordId = "r2" }, Now).Hash.ShouldNotBe(maker.Harvest(one, Now).Hash);
        one.IsRepeatOf(other).ShouldBeTrue();
        one.IsRepeatOf(Harvested("L1", 501)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("L1")]
    [InlineData("a=1;'b")]
    [InlineData("!%&()*+,:<>?")]
    public void A_lot_is_found_again_in_its_own_event(string lot)
    {
        var claim = Harvested(lot, 1);

        LotUri.LotsOf(new EventMaker(Site).Harvest(claim, Now).Open(), Site).ShouldBe([claim.Id]);
    }

    [Fact]
    public void A_lot_without_gtin_is_found_by_our_address_on_our_site_only()
    {
        var lot = new LotId(new ProductId("htx/mut"), "M+1");

        LotUri.Read(lot.EpcClass(Site), Site).ShouldBe(lot);
        LotUri.Read(lot.EpcClass(new Uri("https://elsewhere.example")), Site).ShouldBeNull();
    }

    [Fact]
    public void A_pack_takes_from_its_inputs_and_makes_its_outputs()
    {
        var packing = Pack(Share("L1", 40), Share("P1", 38));

        var board = packing.Apply(BoardWith(Harvested("L1", 50))).Value;

        board.Lots.Values.Select(lot => (lot.Id.Lot, lot.Left)).ShouldBe([("L1", 10_000), ("P1", 38_000)]);
        packing.Made.Single().ExpiresOn.ShouldBe(new DateOnly(2026, 11, 28), "ten days after the harvest, not after the pack");
        packing.Made.Single().Member.ShouldBe("ut");
    }

    [Fact]
    public void What_is_used_up_leaves_the_board_unless_an_order_holds_some()
    {
        var packing = Pack(Share("L1", 40), Share("P1", 38));

        packing.Apply(BoardWith(Harvested("L1", 40))).Value.Lots.Values.Select(lot => lot.Id.Lot).ShouldBe(["P1"]);
        var held = BoardWith(Harvested("L1", 50));
        held = held.With(held.Lots.Values.Single() with { Reserved = 10_000 });
        packing.Apply(held).Value.Lots.Values.Select(lot => lot.Id.Lot).ShouldBe(["L1", "P1"]);
    }

    [Fact]
    public void A_held_lot_is_not_packed_and_a_short_one_says_what_is_left()
    {
        var board = BoardWith(Harvested("L1", 50));
        var held = board.With(board.Lots.Values.Single() with { Holds = ["H"] });

        Pack(Share("L1", 40), Share("P1", 40)).Apply(held).Error!.Code.ShouldBe("lot-held");
        Pack(Share("L1", 51), Share("P1", 40)).Apply(board).Error!.Facts["left"].ShouldBe(new Quantity(50, "KGM"));
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[105.8,10.1]}""", 10.1, 105.8)]
    [InlineData("""{"type":"Polygon","coordinates":[[[105,10],[106,10],[106,11],[105,11],[105,10]]]}""", 10.5, 105.5)]
    [InlineData("""{"type":"Polygon","coordinates":[[[105,10],[105,10]]]}""", 10, 105)]
    public void The_centre_of_a_plot_is_shown(string geometry, double latitude, double longitude)
    {
        var grower = Facts(geometry).ToRecord(Site).Grower!;

        grower.Location.ShouldBe(new GeoPosition(latitude, longitude));
        (grower.Plot, grower.Commune, grower.Province).ShouldBe(("Vườn", null, null), "the seat of the cooperative says nothing of the plot");
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":["x"]}""")]
    [InlineData("7")]
    public void A_geometry_that_is_none_is_not_shown(string geometry) => Facts(geometry).ToRecord(Site).Grower!.Location.ShouldBeNull();

    [Fact]
    public void A_lot_without_events_lacks_its_stages() =>
        (Facts("{}") with { Lot = new LotHistory(Harvested("L1", 1), []) }).ToRecord(Site).Missing
            .ShouldBe([RecordField.ProductImage, RecordField.Stages, RecordField.Standards]);

    [Fact]
    public void A_certificate_shows_on_a_lot_whose_plots_were_all_covered_on_the_days_of_their_harvests()
    {
        var facts = Facts("{}");
        var other = Harvested("L2", 1) with { Plot = "p2" };

        facts = facts with { Certificates = [VietGap("p1"), VietGap("p2"), VietGap("p1") with { Id = "ended", ValidTo = new DateOnly(2026, 11, 17) }] };
        var record = facts.ToRecord(Site);
        record.Certificates.ShouldBe([new RecordCertificate("VietGAP", "TT-p1", "Vinacert", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))]);
        record.Standards.ShouldBe(["VietGAP"]);
        record.Missing.ShouldNotContain(RecordField.Standards);

        var pooled = facts with { Sources = [new LotHistory(other, [new EventMaker(Site).Harvest(other, Now)])] };
        pooled.ToRecord(Site).Certificates.ShouldBeEmpty();
        (pooled with { Certificates = [VietGap("p1", "p2")] }).ToRecord(Site).Certificates.ShouldHaveSingleItem();
        (facts with { Lot = facts.Lot with { Lot = facts.Lot.Lot with { Plot = null } } }).ToRecord(Site).Certificates.ShouldBeEmpty("nobody knows where it grew");
    }

    [Fact]
    public void A_record_counts_the_events_whose_hashes_were_computed_and_those_that_were_changed()
    {
        var facts = Facts("{}");
        var harvest = facts.Lot.Events[0];
        StoredEvent[] changed = [harvest with { Json = harvest.Json.Replace("\"ADD\"", "\"OBSERVE\"", StringComparison.Ordinal) }, harvest with { Json = "{}" }, harvest with { Json = "no JSON at all" }];

        facts.ToRecord(Site).Hashes.ShouldBe(new RecordHashes(1, 0, 0));
        changed.ShouldAllBe(one => !one.IsAsItsHashSays());
        (facts with { Lot = facts.Lot with { Events = [changed[0]], LeftOut = 7 } }).ToRecord(Site).Hashes.ShouldBe(new RecordHashes(1, 1, 7));
    }

    private static Certificate VietGap(params string[] plots) =>
        new("vietgap", "VietGAP", "TT-" + plots[0], "Vinacert", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), plots, null);

    private static TraceFacts Facts(string geometry)
    {
        var lot = Harvested("L1", 1);
        var coop = new Cooperative("htx", "HTX", "Khóm 1, phường Bình Minh, tỉnh Vĩnh Long", null, "Vĩnh Long", "1", null, null, null);
        return new TraceFacts(
            coop, Product, new LotHistory(lot, [new EventMaker(Site).Harvest(lot, Now)]), [],
            new Dictionary<string, Plot> { ["p1"] = Plot with { Geometry = JsonElement.Parse(geometry) } }, new Dictionary<string, Place>(), new Dictionary<string, ShownMember>());
    }

    private static LotClaim Harvested(string lot, decimal kilograms) =>
        Harvest.Read("htx", new HarvestInput("p1", "ut", new Quantity(kilograms, "KGM"), "2026-11-18T06:30:00+07:00", Pomelo.Key, null, lot), Now).Value
            .Decide(Admin, Plot, Ut, Product, Record).Value;

    private static Packing Pack(LotInput input, LotInput output)
    {
        var step = (Making)EventRecord.Read("htx", new EventInput(RecordType.Pack, "2026-11-19T06:30:00+07:00", "kho", Inputs: [input], Outputs: [output]), Now).Value;
        var claim = Harvested("L1", 50);
        return Packing.Decide(
            step, Admin, "htx", new Dictionary<LotId, LotClaim> { [claim.Id] = claim }, new Dictionary<ProductId, Product> { [Pomelo] = Product }, Record).Value;
    }

    private static LotInput Share(string lot, decimal kilograms) => new(new Quantity(kilograms, "KGM"), lot, Pomelo.Key);

    private static Board BoardWith(LotClaim lot) => Board.Empty("HTX", "Vĩnh Long").With(lot.ToBoardLot());
}

using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.QrCodes.Scans;

public sealed class ScanRulesTests
{
    private static readonly LotId Lot = new(new ProductId("09521234000013"), "L1");
    private static readonly DateTimeOffset Morning = new(2026, 11, 3, 8, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateOnly Expires = new(2026, 12, 1);

    [Fact]
    public void A_household_and_a_clerk_are_nothing_suspicious() =>
        Tally([.. Clients(CloneRules.ClientsOfADay - 1), .. Clients(CloneRules.ClientsOfADay - 1)]).Alerts.ShouldBeEmpty();

    [Fact]
    public void More_phones_on_one_day_than_a_pack_meets_are_suspicious_and_the_same_number_on_many_days_is_not()
    {
        Tally(Clients(CloneRules.ClientsOfADay)).Alerts.Keys.ShouldBe([ScanSuspicion.ManyClients]);
        Tally([.. Enumerable.Range(0, 10).SelectMany(day => Clients(2, Morning.AddDays(day)))]).Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void One_phone_that_scans_all_day_is_not() =>
        Tally([.. Enumerable.Range(1, 100).Select(id => Scan((ulong)id, 1, Morning.AddMinutes(id)))]).Alerts.ShouldBeEmpty();

    [Fact]
    public void A_pack_is_not_in_three_provinces_within_two_days() =>
        Tally(Scan(1, 1, Morning, "VN-49"), Scan(2, 2, Morning, "VN-49"), Scan(3, 3, Morning.AddHours(5), "VN-SG"), Scan(4, 4, Morning.AddHours(20), "VN-SG"), Scan(5, 5, Morning.AddHours(25), "VN-HN"))
            .Alerts.Keys.ShouldBe([ScanSuspicion.ManyPlaces]);

    [Fact]
    public void Two_phones_in_each_of_two_provinces_within_an_hour_are_a_burst_and_in_the_course_of_a_day_they_are_not()
    {
        Tally(Scan(1, 1, Morning, "VN-49"), Scan(2, 2, Morning, "VN-49"), Scan(3, 3, Morning.AddMinutes(50), "VN-SG"), Scan(4, 4, Morning.AddMinutes(55), "VN-SG"))
            .Alerts.Keys.ShouldBe([ScanSuspicion.Burst]);
        Tally(Scan(1, 1, Morning, "VN-49"), Scan(2, 2, Morning, "VN-49"), Scan(3, 3, Morning.AddHours(7), "VN-SG"), Scan(4, 4, Morning.AddHours(8), "VN-SG")).Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void After_the_day_of_its_sale_fewer_phones_are_suspicious()
    {
        var scans = Clients(CloneRules.ClientsAfterSale, Morning.AddDays(2));

        Tally(Expires, Morning, scans).Alerts.Keys.ShouldBe([ScanSuspicion.AfterSale]);
        Tally(Expires, Morning.AddDays(2), scans).Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void Well_after_the_lot_expired_still_fewer_are()
    {
        var scans = Clients(CloneRules.ClientsAfterExpiry);

        Tally(new DateOnly(2026, 10, 26), null, scans).Alerts.Keys.ShouldBe([ScanSuspicion.AfterExpiry]);
        Tally(new DateOnly(2026, 10, 27), null, scans).Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void A_scan_counts_once_and_the_first_one_is_the_earliest_in_whatever_order_they_come()
    {
        var (first, second) = (Scan(1, 1, Morning, "VN-49"), Scan(2, 2, Morning.AddHours(1), "VN-SG"));

        var tally = Tally(second, first, second, first);

        (tally.Scans, tally.FirstAt, tally.FirstPlace, tally.LastAt).ShouldBe((2, first.At, "VN-49", second.At));
        ItemHistory.Of(tally).ShouldBe(new ItemHistory(2, first.At, "Vĩnh Long", null));
        AgriTraceJson.Read<ItemTally>(AgriTraceJson.Write(Tally(Clients(CloneRules.ClientsOfADay)))).Alerts.Keys.ShouldBe([ScanSuspicion.ManyClients]);
    }

    [Fact]
    public void A_day_knows_its_last_thousands_of_scans_again_and_forgets_those_before()
    {
        var scans = Enumerable.Range(1, 5_000).Select(id => Scan((ulong)id, (ulong)id, Morning)).ToArray();

        var day = scans.Aggregate(LotDay.None, (known, scan) => known.With(scan));

        (day.Scans, day.Recent.Length).ShouldBe((5_000, 4_096 * sizeof(ulong)));
        scans.TakeLast(4_096).Aggregate(day, (known, scan) => known.With(scan)).ShouldBeSameAs(day);
        AgriTraceJson.Write(day).Length.ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(255, 0)]
    [InlineData(20_000, 0.2)]
    public void Few_clients_of_a_day_are_counted_and_many_are_estimated(int clients, double tolerance)
    {
        var random = new Random(1);
        var day = Enumerable.Range(1, clients).Select(id => Scan((ulong)id, (ulong)random.NextInt64(long.MinValue, long.MaxValue), Morning)).Aggregate(LotDay.None, (known, scan) => known.With(scan));

        Math.Abs(day.ClientCount - clients).ShouldBeLessThanOrEqualTo((int)(clients * tolerance));
    }

    [Fact]
    public void Every_province_of_today_and_of_before_the_reform_is_known_once()
    {
        Province.All.Count.ShouldBe(34);
        Province.All.SelectMany(province => province.Former.Append(province.Code)).Distinct().Count().ShouldBe(63);
        (Province.Find("VN-51")!.Name, Province.Find("vn-ct")!.Name, Province.Find("CT"), Province.Find("US-CT")).ShouldBe(("Vĩnh Long", "Cần Thơ", null, null));
    }

    [Fact]
    public void Newer_alerts_sort_first_and_the_same_alert_has_the_same_id()
    {
        var alert = new ScanAlert("htx-a", Lot, "S", ScanSuspicion.Burst, Morning, 1, Morning, Morning, null);

        ScanAlert.IsId(alert.Id).ShouldBeTrue();
        (alert with { Scans = 9 }).Id.ShouldBe(alert.Id);
        string.CompareOrdinal((alert with { RaisedAt = Morning.AddSeconds(1) }).Id, alert.Id).ShouldBeLessThan(0);
        (alert with { Serial = "T" }).Id.ShouldNotBe(alert.Id);
    }

    private static Scan Scan(ulong id, ulong client, DateTimeOffset at, string? place = null) => new(id, Lot, ScanKind.Item, "S", at, client, place);

    private static Scan[] Clients(int count, DateTimeOffset? at = null) =>
        [.. Enumerable.Range(1, count).Select(client => Scan((ulong)(client + (at ?? Morning).Ticks), (ulong)client, (at ?? Morning).AddMinutes(client)))];

    private static ItemTally Tally(params Scan[] scans) => Tally(Expires, null, scans);

    private static ItemTally Tally(DateOnly expires, DateTimeOffset? sold, Scan[] scans) => scans.Aggregate(ItemTally.None, (tally, scan) => tally.With(scan, expires, sold));
}

using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Identity;

public sealed class AuditEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_names_the_helper_and_the_farmer_whom_they_act_for()
    {
        var entry = Of(new Caller(Role.Farmer, "a", "ut") { Helper = "bay", Device = "d1" }, "/api/coops/a/lots", "a");

        (entry.Who, entry.OnBehalfOf, entry.Role, entry.Device, entry.Thing).ShouldBe(("bay", "ut", Role.Farmer, "d1", "lots"));
    }

    [Fact]
    public void It_stands_in_the_log_of_the_caller_and_for_an_operator_where_they_act()
    {
        Of(new Caller(Role.Admin, "a"), "/api/coops/b/plots/p", "b").Coop.ShouldBe("a");
        Of(new Caller(Role.Admin, "a"), "/api/coops/b/plots/p", "b").Thing.ShouldBe("/api/coops/b/plots/p");
        Of(new Caller(Role.Operator), "/api/coops/b", "b").Coop.ShouldBe("b");
        Of(new Caller(Role.Operator), "/api/operator/status", null).Coop.ShouldBeNull();
    }

    [Fact]
    public void It_names_what_was_made_without_the_query_and_only_where_the_path_does_not()
    {
        var entry = Of(new Caller(Role.Admin, "a"), "/api/coops/a/keys", "a");

        entry.Making("/api/coops/a/keys/k1").Created.ShouldBe("keys/k1");
        entry.Making("/api/orders/o1?coop=a&token=secret").Created.ShouldBe("/api/orders/o1");
        entry.Making("/api/coops/a/keys").Created.ShouldBeNull();
        entry.Making(null).Created.ShouldBeNull();
    }

    [Fact]
    public void A_path_of_any_length_is_cut_off() =>
        Of(new Caller(Role.Admin, "a"), "/" + new string('x', 5_000), "a").Thing.Length.ShouldBe(500);

    [Fact]
    public void A_query_reaches_back_four_hundred_days_and_a_month_where_nothing_is_said()
    {
        AuditQuery.Read("2025-01-01", "2026-02-04", null, null, null, Now).IsOk.ShouldBeTrue();
        AuditQuery.Read("2025-01-01", "2026-02-05", null, null, null, Now).Error!.Code.ShouldBe("period-invalid");
        AuditQuery.Read(null, null, null, null, null, Now).Value.Period.ShouldBe(new(new(2025, 12, 22), new(2026, 1, 20)));
    }

    private static AuditEntry Of(Caller caller, string path, string? coop) => AuditEntry.Of(caller, Now, "::1", "X", path, coop, 200);
}

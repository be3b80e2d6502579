using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Identity;

public sealed class DeviceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly SignInCard ByHelper = new("htx", "ut", "bay", Now + SignInCard.Life, MadeByRole: Role.Helper);
    private static readonly SignInCard ByAdmin = ByHelper with { MadeBy = "sau", MadeByRole = Role.Admin };
    private static readonly Device Empty = new("htx", "d1", "Máy", [], "ut", Now, Now);

    [Fact]
    public void A_device_knows_who_made_the_card_of_each_member_and_what_they_were()
    {
        var shared = Empty.With(ByHelper, Now).Value.With(ByAdmin with { Member = "ba" }, Now).Value;

        shared.Members.ShouldBe([new DeviceMember("ut", Now, "bay", Role.Helper), new DeviceMember("ba", Now, "sau", Role.Admin)]);
        shared.Active.ShouldBe("ba");
    }

    [Fact]
    public void A_card_of_the_office_takes_the_place_of_a_helpers_and_not_the_other_way_round()
    {
        var later = Now.AddDays(1);
        var office = Empty.With(ByHelper, Now).Value.With(ByAdmin, later).Value;

        office.Members.ShouldBe([new DeviceMember("ut", Now, "sau", Role.Admin)]);
        office.With(ByHelper, later).Value.Members.ShouldBe(office.Members);
    }

    [Fact]
    public void A_member_signs_themself_out_and_another_ends_the_whole_device()
    {
        var shared = Empty.With(ByAdmin, Now).Value.With(ByAdmin with { Member = "ba" }, Now).Value;
        var (ut, admin) = (new Caller(Role.Farmer, "htx", "ut"), new Caller(Role.Admin, "htx", "sau"));

        shared.SignOut("ut", ut, Now).Members.ShouldHaveSingleItem().Member.ShouldBe("ba");
        shared.SignOut("ut", ut, Now).IsAlive(Now).ShouldBeTrue();
        var ended = shared.SignOut("ut", admin, Now);
        ended.IsAlive(Now).ShouldBeFalse();
        ended.SignOut("ut", admin, Now.AddDays(1)).ShouldBeSameAs(ended, "twice is the same as once");
        shared.SignOut("tu", admin, Now).ShouldBeSameAs(shared, "who does not use it ends it for nobody");
    }
}

using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Identity;

public sealed class SignInCardTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Member Ut = new("ut", "Nguyễn Văn Út", Role.Farmer);
    private static readonly Caller Helper = new(Role.Helper, "htx", "bay"), Admin = new(Role.Admin, "htx", "sau");
    private static readonly Device Phone = new("htx", "d1", "Máy", [new DeviceMember("ut", Now, "sau", Role.Admin)], "ut", Now, Now);

    [Fact]
    public void A_helper_makes_the_first_card_of_a_farmer_and_no_other_while_a_device_lives()
    {
        SignInCard.MayNotBeMadeBy(Helper, Ut, [], Now).ShouldBeNull();
        SignInCard.MayNotBeMadeBy(Helper, Ut, [Phone], Now).ShouldBe(IdentityErrors.AlreadyEnrolled);
        SignInCard.MayNotBeMadeBy(Admin, Ut, [Phone], Now).ShouldBeNull();
        SignInCard.MayNotBeMadeBy(Helper, Ut, [Phone.Revoke(Now)], Now).ShouldBeNull();
        SignInCard.MayNotBeMadeBy(Helper, Ut, [Phone], Now + Device.IdleLife).ShouldBeNull();
        SignInCard.MayNotBeMadeBy(Helper, Ut with { Id = "ba" }, [Phone], Now).ShouldBeNull();
        SignInCard.MayNotBeMadeBy(Helper, Ut with { Role = Role.Admin }, [], Now).ShouldBe(IdentityErrors.CardNotForThem);
    }
}

using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Identity;

public sealed class ConsentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Consent Given = new("ut", "bay", ConsentForm.Paper, Now, "bay", "form");
    private static readonly Caller Farmer = new(Role.Farmer, "htx", "ut"), Helper = new(Role.Helper, "htx", "bay"), Admin = new(Role.Admin, "htx", "sau");

    [Fact]
    public void What_a_farmer_took_back_only_they_or_an_admin_give_again()
    {
        var withdrawn = Given with { WithdrawnAt = Now };

        withdrawn.MayNotBeGivenAgain(Helper).ShouldBe(IdentityErrors.ConsentWithdrawn);
        withdrawn.MayNotBeGivenAgain(Farmer with { EnrolledBy = "bay", EnrolledByRole = Role.Helper }).ShouldBe(IdentityErrors.ConsentWithdrawn);
        withdrawn.MayNotBeGivenAgain(Farmer).ShouldBeNull();
        withdrawn.MayNotBeGivenAgain(Admin).ShouldBeNull();
    }

    [Fact]
    public void What_holds_may_be_given_once_more_by_anybody_who_could_before() => Given.MayNotBeGivenAgain(Helper).ShouldBeNull();
}

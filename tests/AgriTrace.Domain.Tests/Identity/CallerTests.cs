using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Identity;

public sealed class CallerTests
{
    [Fact]
    public void Anyone_may_do_what_needs_no_caller() =>
        Caller.Anonymous.MayNot(Permission.Anyone, "a").ShouldBeNull();

    [Fact]
    public void Nobody_may_do_what_only_the_host_does() =>
        new Caller(Role.Operator).MayNot(Permission.Host, null)!.Kind.ShouldBe(ErrorKind.Forbidden);

    [Fact]
    public void An_anonymous_caller_is_asked_for_a_token() =>
        Caller.Anonymous.MayNot(Permission.OperatePlatform, null).ShouldBe(IdentityErrors.NoToken);

    [Fact]
    public void An_operator_stands_above_cooperatives() =>
        new Caller(Role.Operator).MayNot(Permission.OperatePlatform, "a").ShouldBeNull();

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.Farmer)]
    [InlineData(Role.Inspector)]
    public void Other_roles_do_not_run_the_platform(Role role) =>
        new Caller(role, "a").MayNot(Permission.OperatePlatform, null).ShouldBe(IdentityErrors.RoleMayNot(role, Permission.OperatePlatform));

    [Fact]
    public void A_farmer_reaches_what_is_theirs_and_an_admin_the_whole_cooperative()
    {
        new Caller(Role.Farmer, "a", "ut").MayNot(Permission.ManageDevices, "a", "ut").ShouldBeNull();
        new Caller(Role.Farmer, "a", "ut").MayNot(Permission.ManageDevices, "a", "ba").ShouldBe(IdentityErrors.OtherMember);
        new Caller(Role.Admin, "a", "sau").MayNot(Permission.ManageDevices, "a", "ba").ShouldBeNull();
        new Caller(Role.Admin, "a", "sau").MayNot(Permission.ManageDevices, "b", "ba").ShouldBe(IdentityErrors.OtherCooperative);
    }

    [Fact]
    public void A_key_does_what_it_was_given_and_never_what_needs_a_person()
    {
        var key = new Caller(Role: null, "a") { Key = "k1", Scopes = [Permission.ReadBooks, Permission.EraseBuyers] };

        key.MayNot(Permission.ReadBooks, "a").ShouldBeNull();
        key.MayNot(Permission.ReadBooks, "b").ShouldBe(IdentityErrors.OtherCooperative);
        key.MayNot(Permission.RecordProduction, "a").ShouldBe(IdentityErrors.KeyMayNot(Permission.RecordProduction));
        key.MayNot(Permission.EraseBuyers, "a").ShouldBe(IdentityErrors.KeyMayNot(Permission.EraseBuyers), "a program erases nobody");
    }

    [Theory]
    [InlineData(Permission.ApproveBankChanges)]
    [InlineData(Permission.ReadMemberPrivate)]
    public void A_phone_that_a_helpers_card_enrolled_is_kept_from_money_and_personal_data(Permission permission)
    {
        var farmer = new Caller(Role.Farmer, "a", "ut") { Device = "d1", EnrolledBy = "bay", EnrolledByRole = Role.Helper };

        farmer.MayNot(permission, "a", "ut").ShouldBe(IdentityErrors.HelperCard);
        farmer.MayNot(Permission.GiveConsent, "a", "ut").ShouldBeNull();
        farmer.MayNot(Permission.SellProduce, "a", "ut").ShouldBeNull();
        (farmer with { EnrolledBy = "sau", EnrolledByRole = Role.Admin }).MayNot(permission, "a", "ut").ShouldBeNull();
        (farmer with { EnrolledByRole = null }).MayNot(permission, "a", "ut").ShouldBeNull("it was enrolled before anybody wrote this down");
    }

    [Fact]
    public void A_record_made_for_another_names_both()
    {
        var helper = new Caller(Role.Farmer, "a", "ut") { Helper = "bay" };

        (helper.Name, helper.OnBehalfOf).ShouldBe(("bay", "ut"));
    }
}

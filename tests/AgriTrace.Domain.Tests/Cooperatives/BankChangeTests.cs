using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Cooperatives;

public sealed class BankChangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly BankAccount Old = new("970436", "0071000123456", "TRAN THI BE"), New = new("970405", "7300205111222", "TRAN THI BE");
    private static readonly Caller Admin = new(Role.Admin, "htx", "chu-nhiem"), Accountant = new(Role.Accountant, "htx", "ke-toan"), Be = new(Role.Farmer, "htx", "be");

    private static readonly BankChange Asked = BankChange.Propose(New, Old, last: null, "be", Admin, Now)!;

    [Fact]
    public void Nothing_is_asked_for_without_an_account_or_with_the_one_in_force()
    {
        BankChange.Propose(null, Old, Asked, "be", Admin, Now).ShouldBeSameAs(Asked);
        BankChange.Propose(Old, Old, Asked, "be", Admin, Now).ShouldBeSameAs(Asked);
        BankChange.Propose(Old with { }, Old, last: null, "be", Admin, Now).ShouldBeNull();
    }

    [Fact]
    public void Who_asks_for_what_waits_already_does_not_take_it_over() =>
        BankChange.Propose(New, Old, Asked, "be", Accountant, Now).ShouldBeSameAs(Asked);

    [Fact]
    public void What_waited_for_too_long_must_be_asked_for_anew()
    {
        var late = Now + BankChange.Life;

        Asked.Waits(late - TimeSpan.FromSeconds(1)).ShouldBeTrue();
        Asked.Waits(late).ShouldBeFalse();
        Asked.Approve(Accountant, late).Error.ShouldBe(BankChangeErrors.NoSuchChange);
        BankChange.Propose(New, Old, Asked, "be", Accountant, late)!.ProposedBy.ShouldBe("ke-toan");
    }

    [Fact]
    public void Nobody_agrees_to_their_own_wish_whatever_their_role_is_called()
    {
        Asked.Approve(Admin, Now).Error.ShouldBe(BankChangeErrors.SamePerson);
        Asked.Approve(Admin with { Role = Role.Accountant }, Now).Error.ShouldBe(BankChangeErrors.SamePerson);
    }

    [Fact]
    public void Whoever_made_the_card_of_a_phone_finds_in_it_no_second_person()
    {
        Asked.Approve(Accountant with { EnrolledBy = "chu-nhiem", EnrolledByRole = Role.Admin }, Now).Error.ShouldBe(BankChangeErrors.SamePerson);
        Asked.Approve(Accountant with { EnrolledBy = "pho-chu-nhiem", EnrolledByRole = Role.Admin }, Now).IsOk.ShouldBeTrue();
        Asked.Reject(Accountant with { EnrolledBy = "chu-nhiem", EnrolledByRole = Role.Admin }, Now).IsOk.ShouldBeTrue("money stays where it is");
    }

    [Fact]
    public void Only_a_person_agrees_and_anybody_with_the_role_may_ask()
    {
        var byRole = BankChange.Propose(New, Old, last: null, "be", new Caller(Role.Admin, "htx"), Now)!;

        byRole.Approve(new Caller(Role.Accountant, "htx"), Now).Error.ShouldBe(BankChangeErrors.NoPerson);
        byRole.Approve(Accountant, Now).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void A_helper_agrees_to_nothing_in_the_name_of_another() =>
        Asked.Approve(Be with { Helper = "doi-so" }, Now).Error.ShouldBe(BankChangeErrors.NotByHelpers);

    [Fact]
    public void Members_agree_to_what_is_their_own_and_never_to_the_cooperatives()
    {
        Asked.Approve(Be, Now).IsOk.ShouldBeTrue();
        Asked.Approve(Be with { Member = "an" }, Now).Error.ShouldBe(IdentityErrors.OtherMember);
        (Asked with { Member = null }).Approve(Be, Now).Error.ShouldBe(IdentityErrors.OtherMember);
    }

    [Fact]
    public void Whoever_asked_may_take_it_back() =>
        Asked.Reject(Admin, Now).Value.State.ShouldBe(BankChangeState.Rejected);

    [Fact]
    public void A_decision_stands_and_twice_is_the_same_as_once()
    {
        var approved = Asked.Approve(Accountant, Now).Value;

        BankChange.IsTerminal(approved.State).ShouldBeTrue();
        approved.Approve(Be, Now).Value.ShouldBeSameAs(approved);
        approved.Reject(Accountant, Now).Error!.Code.ShouldBe("change-decided");
        Asked.Reject(Accountant, Now).Value.Approve(Accountant, Now).Error!.Code.ShouldBe("change-decided");
    }
}

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
}

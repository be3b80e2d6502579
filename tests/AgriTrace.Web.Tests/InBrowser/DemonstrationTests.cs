using AgriTrace.Domain.Identity;

namespace AgriTrace.Web.Tests.InBrowser;

public sealed class DemonstrationTests(SeededHost seeded)
{
    private const string Coop = "htx-song-hau";

    [Fact]
    public async Task The_bank_accounts_of_the_demonstration_are_in_force()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (coop, accountant) = ($"/api/coops/{Coop}", seeded.Host.As(Role.Accountant, Coop));

        (await accountant.GetAsync(coop, cancel).Json(200))["bank"]!["account"]!.GetValue<string>().ShouldBe("113366668888");
        (await accountant.GetAsync($"{coop}/members/ba-hai/private", cancel).Json(200))["bank"].ShouldNotBeNull();
        (await accountant.GetAsync($"{coop}/bank-changes", cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }
}

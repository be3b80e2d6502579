namespace AgriTrace.Functions.Tests.Cooperatives;

public sealed class IfMatchTests(House house) : HttpTests(house)
{
    private const string Path = "places/kho";

    [Fact]
    public async Task A_change_of_the_version_that_was_read_goes_through_and_of_an_older_one_is_412()
    {
        var coop = await ACoop.Make(Host, "coop-etag", Cancel);
        var first = TagOf(await coop.Put(Path, ACoop.Place, Cancel));
        TagOf(await coop.Admin.GetAsync($"{coop.Path}/{Path}", Cancel)).ShouldBe(first);

        var second = TagOf(await coop.Put(Path, ACoop.Place.Replace("12", "14", StringComparison.Ordinal), Cancel, ("If-Match", first)));

        second.ShouldNotBe(first);
        await coop.Put(Path, ACoop.Place, Cancel, ("If-Match", first)).Problem(412, "changed-meanwhile");
        (await coop.Get(Path, Cancel))["address"]!.GetValue<string>().ShouldStartWith("14");
    }

    [Theory]
    [InlineData("*", 412)]
    [InlineData("\"anything\"", 412)]
    public async Task A_thing_that_is_not_there_matches_nothing(string tag, int status)
    {
        var coop = await ACoop.Make(Host, "coop-etag-" + Guid.NewGuid().ToString("N")[..8], Cancel);

        await coop.Put(Path, ACoop.Place, Cancel, ("If-Match", tag)).Problem(status, "changed-meanwhile");
        await coop.Admin.GetAsync($"{coop.Path}/{Path}", Cancel).Problem(404, "no-such-place");
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("\"other\", CURRENT", true)]
    [InlineData("W/CURRENT", false)]
    [InlineData("no tag at all", false)]
    public async Task If_Match_is_read_as_its_standard_says(string header, bool goesThrough)
    {
        var coop = await ACoop.Make(Host, "coop-etag-" + Guid.NewGuid().ToString("N")[..8], Cancel);
        var current = TagOf(await coop.Put(Path, ACoop.Place, Cancel));

        await coop.Put(Path, ACoop.Place, Cancel, ("If-Match", header.Replace("CURRENT", current, StringComparison.Ordinal))).Json(goesThrough ? 200 : 412);
    }

    [Fact]
    public async Task Of_many_who_change_one_version_at_once_one_wins()
    {
        var coop = await ACoop.Make(Host, "coop-race", Cancel);
        var tag = TagOf(await coop.Put("members/an", ACoop.Farmer, Cancel));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => coop.Put(
            "members/an", $$"""{"name":"An {{number}}","role":"farmer","phone":"091234567{{number}}"}""", Cancel, ("If-Match", tag))));

        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 412).ShouldBe(7);
    }

    private static string TagOf(HttpResponseMessage answer) => answer.Headers.ETag.ShouldNotBeNull().Tag;
}

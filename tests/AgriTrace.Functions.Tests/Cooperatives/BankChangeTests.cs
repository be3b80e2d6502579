using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Cooperatives;

public sealed class BankChangeTests(House house) : HttpTests(house)
{
    private const string First = """{"bin":"970436","account":"0071000123456","holder":"TRAN THI BE"}""";
    private const string Second = """{"bin":"970405","account":"7300205111222","holder":"TRAN THI BE"}""";

    private async Task<ACoop> Coop() => await ACoop.Make(Host, "bank-" + Guid.NewGuid().ToString("N")[..10], Cancel);

    private HttpClient As(ACoop coop, Role role, string member) => Host.As(role, coop.Path["/api/coops/".Length..], member);

    /// <summary>The admin by name asks for an account of the member bé.</summary>
    private Task<JsonNode> Ask(ACoop coop, string? bank, int status = 200) => As(coop, Role.Admin, "chu-nhiem").Put(
        coop.Path + "/members/be", $$"""{"name":"Trần Thị Bé","role":"farmer","phone":"0912345678"{{(bank is null ? "" : ",\"bank\":" + bank)}}}""", Cancel).Json(status);

    private static async Task<IReadOnlyList<JsonNode>> Waiting(HttpClient client, ACoop coop) =>
        [.. (await client.GetAsync(coop.Path + "/bank-changes", Cancel).Json(200))["items"]!.AsArray().Select(item => item!)];

    private static async Task<string> OnlyOne(ACoop coop) => (await Waiting(coop.As(Role.Accountant), coop)).ShouldHaveSingleItem()["id"]!.GetValue<string>();

    private static Task<HttpResponseMessage> Say(HttpClient client, ACoop coop, string change, string word) =>
        client.Post($"{coop.Path}/bank-changes/{change}/{word}", "{}", Cancel);

    private static async Task<string?> InForce(ACoop coop) => (await coop.Get("members/be/private", Cancel))["bank"]?.ToJsonString();

    [Fact]
    public async Task An_account_waits_until_a_second_person_agrees_and_the_rest_takes_effect_at_once()
    {
        var coop = await Coop();
        var asked = await Ask(coop, First, 201);

        asked["pending"]!.ToJsonString().ShouldBe("""["bank"]""");
        asked["onFile"]!.ToJsonString().ShouldBe("""["phone"]""");
        (await InForce(coop)).ShouldBeNull();

        var change = (await Waiting(coop.As(Role.Accountant), coop)).ShouldHaveSingleItem();
        (change["subject"]!.GetValue<string>(), change["member"]!.GetValue<string>(), change["proposedBy"]!.GetValue<string>()).ShouldBe(("member", "be", "chu-nhiem"));
        change["account"]!.ToJsonString().ShouldBe(First);
        var id = change["id"]!.GetValue<string>();
        await Say(As(coop, Role.Admin, "chu-nhiem"), coop, id, "approve").Problem(403, "same-person");

        var approved = await Say(As(coop, Role.Accountant, "ke-toan"), coop, id, "approve").Json(200);
        (await Say(As(coop, Role.Accountant, "ke-toan"), coop, id, "approve").Json(200)).ToJsonString().ShouldBe(approved.ToJsonString(), "twice is once");

        (approved["state"]!.GetValue<string>(), approved["decidedBy"]!.GetValue<string>()).ShouldBe(("approved", "ke-toan"));
        (await InForce(coop)).ShouldBe(First);
        (await coop.Get("members/be", Cancel)).ToJsonString().ShouldNotContain("pending");
        (await Waiting(coop.Admin, coop)).ShouldBeEmpty();
        await Say(As(coop, Role.Accountant, "ke-toan"), coop, id, "reject").Problem(409, "change-decided");
    }

    [Fact]
    public async Task A_put_without_an_account_or_with_the_one_in_force_leaves_it_and_asks_for_nothing()
    {
        var coop = await Coop();
        await Ask(coop, First, 201);
        await Say(As(coop, Role.Accountant, "ke-toan"), coop, await OnlyOne(coop), "approve").Json(200);

        await Ask(coop, null);
        (await Ask(coop, First))["pending"].ShouldBeNull();

        (await InForce(coop)).ShouldBe(First);
        (await Waiting(coop.Admin, coop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_newer_wish_takes_the_place_of_the_older_and_the_same_wish_again_keeps_its_id()
    {
        var coop = await Coop();
        await Ask(coop, First, 201);
        var older = await OnlyOne(coop);
        await Ask(coop, First);
        (await OnlyOne(coop)).ShouldBe(older);

        await Ask(coop, Second);

        var newer = await OnlyOne(coop);
        newer.ShouldNotBe(older);
        await Say(As(coop, Role.Accountant, "ke-toan"), coop, older, "approve").Problem(404, "no-such-change");
        await Say(As(coop, Role.Accountant, "ke-toan"), coop, newer, "approve").Json(200);
        (await InForce(coop)).ShouldBe(Second);
    }

    [Fact]
    public async Task A_rejected_account_is_not_in_force_and_can_be_asked_for_anew()
    {
        var coop = await Coop();
        await Ask(coop, First, 201);
        var rejected = await OnlyOne(coop);

        await Say(As(coop, Role.Accountant, "ke-toan"), coop, rejected, "reject").Json(200);
        await Say(As(coop, Role.Accountant, "ke-toan"), coop, rejected, "reject").Json(200);
        await Say(As(coop, Role.Accountant, "ke-toan"), coop, rejected, "approve").Problem(409, "change-decided");

        (await InForce(coop)).ShouldBeNull();
        await Ask(coop, First);
        (await OnlyOne(coop)).ShouldNotBe(rejected);
    }

    [Fact]
    public async Task A_member_sees_and_agrees_to_changes_of_their_own_account_only()
    {
        var coop = await Coop();
        await Ask(coop, First, 201);
        var change = await OnlyOne(coop);
        var (owner, neighbour) = (As(coop, Role.Farmer, "be"), As(coop, Role.Farmer, "an"));

        (await Waiting(neighbour, coop)).ShouldBeEmpty();
        await Say(neighbour, coop, change, "approve").Problem(403, "other-member");
        (await Waiting(owner, coop)).ShouldHaveSingleItem();
        await Say(owner, coop, change, "approve").Json(200);

        (await InForce(coop)).ShouldBe(First);
    }

    [Fact]
    public async Task A_phone_that_the_asker_enrolled_is_no_second_person_and_a_token_without_a_member_is_none_either()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (path, asker) = ($"/api/coops/{given.Coop}", Host.As(Role.Admin, given.Coop, "chu-nhiem"));
        await given.Admin.Put(path + "/members/chi-lan", """{"name":"Đỗ Thị Lan","role":"accountant"}""", Cancel).Json(201);
        await asker.Put(path + "/members/be", $$"""{"name":"Trần Thị Bé","role":"farmer","bank":{{First}}}""", Cancel).Json(201);
        var id = (await given.Admin.GetAsync(path + "/bank-changes", Cancel).Json(200))["items"]![0]!["id"]!.GetValue<string>();

        await Approve(await Phone(asker)).Problem(403, "same-person");
        await Approve(Host.As(Role.Accountant, given.Coop)).Problem(403, "no-person");
        await Approve(await Phone(Host.As(Role.Admin, given.Coop, "pho-chu-nhiem"))).Json(200);

        Task<HttpResponseMessage> Approve(HttpClient client) => client.Post($"{path}/bank-changes/{id}/approve", "{}", Cancel);

        async Task<HttpClient> Phone(HttpClient maker)
        {
            var card = await maker.PostAsync(path + "/members/chi-lan/cards", null, Cancel).Json(201);
            var signedIn = await Anyone.Post("/api/sign-in", new { coop = given.Coop, code = card["code"]!.GetValue<string>() }, Cancel).Json(201);
            return Host.ClientOf(signedIn["accessToken"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_cooperative_begins_with_its_account_and_another_one_needs_its_own_people()
    {
        var coop = await ACoop.Make(Host, "bank-" + Guid.NewGuid().ToString("N")[..10], Cancel, WithBank(First));
        (await coop.Admin.GetAsync(coop.Path, Cancel).Json(200))["bank"]!.ToJsonString().ShouldBe(First);
        (await Waiting(coop.Admin, coop)).ShouldBeEmpty();
        (await coop.Operator.Put(coop.Path, ACoop.Body, Cancel).Json(200))["bank"]!.ToJsonString().ShouldBe(First, "a PUT without an account leaves it");

        (await coop.Operator.Put(coop.Path, WithBank(Second), Cancel).Json(200))["bank"]!.ToJsonString().ShouldBe(First);
        var change = await OnlyOne(coop);
        await Say(coop.Operator, coop, change, "approve").Problem(403, "role-may-not");
        await Say(As(coop, Role.Farmer, "be"), coop, change, "approve").Problem(403, "other-member");
        await Say(As(coop, Role.Admin, "chu-nhiem"), coop, change, "approve").Json(200);
        (await coop.Admin.GetAsync(coop.Path, Cancel).Json(200))["bank"]!.ToJsonString().ShouldBe(Second);
    }

    [Fact]
    public async Task An_agreed_account_that_a_crash_kept_from_the_cooperative_is_put_in_force_by_the_repeated_call()
    {
        var coop = await ACoop.Make(Host, "bank-" + Guid.NewGuid().ToString("N")[..10], Cancel, WithBank(First));
        await coop.Operator.Put(coop.Path, WithBank(Second), Cancel).Json(200);
        var change = await OnlyOne(coop);

        await Host.Faults.BreakOverHttp(Fault.Failed, request => request.Method.Method == "PUT" && request.Uri.Path.Contains("/Coops(", StringComparison.Ordinal), () =>
            Say(As(coop, Role.Admin, "chu-nhiem"), coop, change, "approve").Problem(503, "storage-unavailable"));
        await Say(As(coop, Role.Admin, "chu-nhiem"), coop, change, "approve").Json(200);

        (await coop.Admin.GetAsync(coop.Path, Cancel).Json(200))["bank"]!.ToJsonString().ShouldBe(Second);
    }

    [Fact]
    public async Task Of_many_who_decide_at_once_the_first_word_stands()
    {
        var coop = await Coop();
        await Ask(coop, First, 201);
        var change = await OnlyOne(coop);

        var words = Enumerable.Range(0, 6).Select(number => number % 2 == 0 ? "approve" : "reject").ToArray();
        var answers = await Task.WhenAll(words.Select(word => Say(As(coop, Role.Accountant, "ke-toan"), coop, change, word)));

        var approved = (await InForce(coop)) is not null;
        answers.Zip(words).ShouldAllBe(each => (int)each.First.StatusCode == ((each.Second == "approve") == approved ? 200 : 409));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task A_change_that_is_not_there_is_404(string change)
    {
        var coop = await Coop();

        await Say(coop.Admin, coop, change, "approve").Problem(404, "no-such-change");
        await Say(coop.Admin, coop, change, "reject").Problem(404, "no-such-change");
    }

    private static string WithBank(string bank) => ACoop.Body[..^1] + ",\"bank\":" + bank + "}";
}

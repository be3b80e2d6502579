using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class SignInTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_card_enrols_one_device_once()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var card = await MakeCard(given.Admin, given, Given.Ut);

        var signedIn = await SignIn(given, card).Json(201);

        signedIn.Text("member").ShouldBe(Given.Ut);
        await Host.ClientOf(signedIn.Text("accessToken")).GetAsync(Devices(given, Given.Ut), Cancel).Json(200);
        await SignIn(given, card).Problem(401, "card-not-valid");
    }

    [Fact]
    public async Task A_device_whose_answer_was_lost_gets_in_with_the_same_attempt_and_nobody_else_does()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var card = await MakeCard(given.Admin, given, Given.Ut);
        var first = await SignIn(given, card, ("Idempotency-Key", "phone-of-ut-0123456789-0123456789")).Json(201);

        var again = await SignIn(given, card, ("Idempotency-Key", "phone-of-ut-0123456789-0123456789")).Json(201);

        again.Text("device").ShouldBe(first.Text("device"));
        await SignIn(given, card, ("Idempotency-Key", "another-phone-0123456789-0123456789")).Problem(401, "card-not-valid");
        (await given.Admin.GetAsync(Devices(given, Given.Ut), Cancel).Json(200))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_others_could_guess_is_refused()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await SignIn(given, await MakeCard(given.Admin, given, Given.Ut), ("Idempotency-Key", "1")).Problem(400, "idempotency-key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("../../etc/passwd")]
    [InlineData("00000000000000000000000000")]
    [InlineData("'; drop table cards; --aaaa")]
    public async Task A_code_that_is_no_code_gets_nobody_in(string code)
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Anyone.Post("/api/sign-in", new { coop = given.Coop, code }, Cancel).Problem(401, "card-not-valid");
    }

    [Fact]
    public async Task A_card_of_one_cooperative_is_none_in_another()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var card = await MakeCard(given.Admin, given, Given.Ut);

        await Anyone.Post("/api/sign-in", new { coop = other.Coop, code = card.Text("code") }, Cancel).Problem(401, "card-not-valid");
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_an_old_one_revokes_the_device()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var first = await SignIn(given, await MakeCard(given.Admin, given, Given.Ut)).Json(201);
        var second = await Refresh(first.Text("refreshToken")).Json(200);
        await Host.ClientOf(second.Text("accessToken")).GetAsync(Devices(given, Given.Ut), Cancel).Json(200);

        await Refresh(first.Text("refreshToken")).Problem(401, "refresh-token-invalid");

        await Refresh(second.Text("refreshToken")).Problem(401, "refresh-token-invalid");
        await Host.ClientOf(second.Text("accessToken")).GetAsync(Devices(given, Given.Ut), Cancel).Problem(401, "token-invalid");
        (await given.Admin.GetAsync(Devices(given, Given.Ut), Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_guessed_refresh_token_of_a_known_device_revokes_nothing()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var signedIn = await SignIn(given, await MakeCard(given.Admin, given, Given.Ut)).Json(201);
        var token = signedIn.Text("refreshToken");

        await Refresh($"{token[..token.LastIndexOf('.')]}.{new string('0', 52)}").Problem(401, "refresh-token-invalid");

        await Refresh(token).Json(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("atr.")]
    [InlineData("atr.a.b.c")]
    [InlineData("not a token")]
    public async Task Garbage_is_no_refresh_token(string token) => await Refresh(token).Problem(401, "refresh-token-invalid");

    [Fact]
    public async Task Two_devices_that_refresh_one_token_at_once_do_not_both_go_on()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var token = (await SignIn(given, await MakeCard(given.Admin, given, Given.Ut)).Json(201)).Text("refreshToken");

        var answers = await Task.WhenAll(Refresh(token), Refresh(token));

        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_revoked_device_is_out_at_once_and_its_owner_can_revoke_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var signedIn = await SignIn(given, await MakeCard(given.Admin, given, Given.Ut)).Json(201);
        var phone = Host.ClientOf(signedIn.Text("accessToken"));
        var device = $"{Devices(given, Given.Ut)}/{signedIn.Text("device")}";
        await phone.GetAsync(Devices(given, Given.Ut), Cancel).Json(200);

        await given.FarmerBa.DeleteAsync(device, Cancel).Problem(403, "other-member");
        (await phone.DeleteAsync(device, Cancel)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);

        await phone.GetAsync(Devices(given, Given.Ut), Cancel).Problem(401, "token-invalid");
        await Refresh(signedIn.Text("refreshToken")).Problem(401, "refresh-token-invalid");
    }

    [Fact]
    public async Task A_shared_device_stays_with_the_others_when_a_member_leaves_and_ends_for_all_when_an_admin_says_so()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        foreach (var other in (string[])[Given.Ba, Given.Bay]) await phone.Enrol(given.Coop, await APhone.Card(given, other, Cancel));
        var device = (await given.Admin.GetAsync(Devices(given, Given.Ut), Cancel).Json(200))["items"]![0]!.Text("id");

        (await given.FarmerUt.DeleteAsync($"{Devices(given, Given.Ut)}/{device}", Cancel)).EnsureSuccessStatusCode();
        (await phone.Get("/me")).ShouldBe(200);
        (await given.Admin.DeleteAsync($"{Devices(given, Given.Ba)}/{device}", Cancel)).EnsureSuccessStatusCode();

        (await phone.Get("/me")).ShouldBe(401);
        (await given.Admin.GetAsync(Devices(given, Given.Bay), Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_of_a_device_does_what_the_member_may_now_and_not_what_they_could_when_it_was_made()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var signedIn = await SignIn(given, await MakeCard(given.Admin, given, Given.Bay)).Json(201);

        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/members/{Given.Bay}", new { name = "Lê Thị Bảy", role = "inspector" }, Cancel).Json(200);

        await Host.ClientOf(signedIn.Text("accessToken")).PostAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/cards", null, Cancel).Problem(403, "role-may-not");
    }

    [Fact]
    public async Task A_helper_makes_cards_for_farmers_and_for_nobody_else()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await MakeCard(given.Helper, given, Given.Ut);

        await given.Helper.PostAsync($"/api/coops/{given.Coop}/members/{Given.Sau}/cards", null, Cancel).Problem(403, "card-not-for-them");
        await given.FarmerUt.PostAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/cards", null, Cancel).Problem(403, "role-may-not");
    }

    [Fact]
    public async Task A_helper_makes_no_card_for_a_farmer_who_has_a_device_and_an_admin_does()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var cards = $"/api/coops/{given.Coop}/members/{Given.Ut}/cards";
        var phone = await SignIn(given, await MakeCard(given.Helper, given, Given.Ut)).Json(201);

        await given.Helper.PostAsync(cards, null, Cancel).Problem(409, "already-enrolled");

        await MakeCard(given.Helper, given, Given.Ba);
        await MakeCard(given.Admin, given, Given.Ut);
        (await given.Admin.DeleteAsync($"{Devices(given, Given.Ut)}/{phone.Text("device")}", Cancel)).EnsureSuccessStatusCode();
        await given.Helper.PostAsync(cards, null, Cancel).Json(201);
    }

    [Fact]
    public async Task A_device_that_a_helpers_card_enrolled_reads_no_personal_data_and_agrees_to_no_account_but_may_consent()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (own, changes) = ($"/api/coops/{given.Coop}/members/{Given.Ut}", $"/api/coops/{given.Coop}/bank-changes");
        var signedIn = await SignIn(given, await MakeCard(given.Helper, given, Given.Ut)).Json(201);
        var phone = Host.ClientOf(signedIn.Text("accessToken"));

        await phone.GetAsync($"{own}/private", Cancel).Problem(403, "helper-card");
        await phone.GetAsync(changes, Cancel).Problem(403, "helper-card");
        await phone.PostAsync($"{changes}/{Guid.Empty}/approve", null, Cancel).Problem(403, "helper-card");
        await phone.PutAsync($"{own}/helpers/{Given.Bay}", null, Cancel).Json(200);

        var office = Host.ClientOf((await SignIn(given, await MakeCard(given.Admin, given, Given.Ut)).Json(201)).Text("accessToken"));
        await office.GetAsync(changes, Cancel).Json(200);
        await office.GetAsync($"{own}/private", Cancel).Json(200);
    }

    [Fact]
    public async Task The_operator_enrols_the_first_admin_who_enrols_the_others()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var body = new { member = "giam-doc", name = "Võ Thị Mười" };

        var card = await Host.As(Role.Operator).Post($"/api/coops/{given.Coop}/admins", body, Cancel).Json(201);
        var admin = Host.ClientOf((await SignIn(given, card).Json(201)).Text("accessToken"));

        await MakeCard(admin, given, Given.Ut);
        await given.Admin.Post($"/api/coops/{given.Coop}/admins", body, Cancel).Problem(403, "role-may-not");
        await Host.As(Role.Operator).Post($"/api/coops/{given.Coop}/admins", new { member = Given.Ut, name = "Út" }, Cancel).Problem(409, "member-has-other-role");
    }

    private static string Devices(Given given, string member) => $"/api/coops/{given.Coop}/members/{member}/devices";

    private static Task<JsonNode> MakeCard(HttpClient by, Given given, string member) =>
        by.PostAsync($"/api/coops/{given.Coop}/members/{member}/cards", null, Cancel).Json(201);

    private Task<HttpResponseMessage> SignIn(Given given, JsonNode card, params (string, string)[] headers) =>
        Anyone.Post("/api/sign-in", new { coop = given.Coop, code = card.Text("code"), device = "Máy cân" }, Cancel, headers);

    private Task<HttpResponseMessage> Refresh(string refreshToken) => Anyone.Post("/api/token", new { refreshToken }, Cancel);
}

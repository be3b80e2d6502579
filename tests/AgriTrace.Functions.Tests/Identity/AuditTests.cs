using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Identity;
using AgriTrace.Functions.Tests.Cooperatives;
using AgriTrace.Functions.Tests.Orders;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.Identity;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class AuditTests(House house) : HttpTests(house)
{
    private static readonly string NewMember = """{"name":"Lê Văn Tư","role":"farmer","phone":"0912345678"}""";

    private AuditLog Log => Host.Services.GetRequiredService<AuditLog>();

    [Fact]
    public async Task A_change_says_who_did_what_to_which_thing_when_and_from_where()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Put($"/api/coops/{given.Coop}/members/tu?note=secret", NewMember, Cancel, ("X-Forwarded-For", "10.9.9.9, 203.0.113.7:51234")).Json(201);

        var entry = (await Entries(given, 1)).ShouldHaveSingleItem();

        entry.Text("who").ShouldBe("chu-nhiem");
        entry.Text("role").ShouldBe("admin");
        entry.Text("action").ShouldBe("PutMember");
        entry.Text("thing").ShouldBe("members/tu", "the query may hold what nobody shall read");
        entry.Text("from").ShouldBe("127.0.0.1", "no proxy stands before us, so the client made the others up");
        entry.Text("coop").ShouldBe(given.Coop);
        entry["status"]!.GetValue<int>().ShouldBe(201);
        (DateTimeOffset.UtcNow - entry["at"]!.GetValue<DateTimeOffset>()).ShouldBeLessThan(TimeSpan.FromMinutes(5));
        entry.ToJsonString().ShouldNotContain("912345678");
    }

    [Fact]
    public async Task What_is_only_read_leaves_no_entry_and_what_is_audited_does()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Json(200);
        await given.Admin.GetAsync($"/t/audited/{given.Coop}", Cancel).Json(200);

        (await Entries(given, 1)).ShouldHaveSingleItem().Text("action").ShouldBe("TestAuditedRead");
    }

    [Fact]
    public async Task What_is_done_for_another_names_both_and_is_found_by_either()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PutAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/helpers/{Given.Bay}", null, Cancel).Json(200);
        await given.Helper.PostLot(given, given.Harvest(), (Callers.OnBehalfOf, Given.Ut)).Json(201);

        foreach (var who in new[] { Given.Bay, Given.Ut })
        {
            await Eventually.Holds(async () => (await Entries(given, 1, $"?who={who}")).Any(IsForBoth), $"{who} finds the harvest", Cancel);
        }

        static bool IsForBoth(JsonNode entry) =>
            entry.Text("action") == "RecordLot" && entry.Text("who") == Given.Bay && entry["onBehalfOf"]?.GetValue<string>() == Given.Ut;

    }

    [Fact]
    public async Task A_device_that_a_card_enrolled_is_written_down_with_whose_it_is()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var card = await given.Admin.PostAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/cards", null, Cancel).Json(201);
        var signedIn = await Anyone.Post("/api/sign-in", new { coop = given.Coop, code = card.Text("code") }, Cancel).Json(201);
        await APhone.Of(given, Given.Ba, Cancel);

        var entries = await Entries(given, 3);
        entries.Select(entry => $"{entry.Text("action")} {entry.Text("who")}").ShouldBe(["EnrolBrowser ba", "SignIn ut", "CreateSignInCard chu-nhiem"]);
        entries[1].Text("device").ShouldBe(signedIn.Text("device"));
        entries.ShouldAllBe(entry => !entry.ToJsonString(null).Contains(card.Text("code"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_hangs_up_in_the_middle_of_a_change_is_written_down_too()
    {
        var given = await Given.Cooperative(Host, Cancel);
        using var impatient = new CancellationTokenSource();
        // The change has reached storage when its caller goes away.
        await Host.Faults.BreakOverHttp(Fault.FailedButStored, request => request.Uri.Path.Contains("/Coops", StringComparison.Ordinal) && request.Method != RequestMethod.Get, async () =>
        {
            await given.Admin.Put($"/api/coops/{given.Coop}/members/tu", NewMember, Cancel).Problem(503, "storage-unavailable");
        });
        var cut = given.Admin.Put($"/api/coops/{given.Coop}/members/nam", NewMember, impatient.Token);
        await Eventually.Holds(async () => await Member(given, "nam") is not null, "the member is there", Cancel);
        await impatient.CancelAsync();
        await Record.ExceptionAsync(() => cut);

        var entries = await Entries(given, 2);

        entries.Select(entry => $"{entry.Text("thing")} {entry["status"]}").ShouldBe(["members/nam 201", "members/tu 503"]);
    }

    [Fact]
    public async Task An_old_refresh_token_is_written_down()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var card = await given.Admin.PostAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/cards", null, Cancel).Json(201);
        var signedIn = await Anyone.Post("/api/sign-in", new { coop = given.Coop, code = card.Text("code") }, Cancel).Json(201);
        await Anyone.Post("/api/token", new { refreshToken = signedIn.Text("refreshToken") }, Cancel).Json(200);
        await Anyone.Post("/api/token", new { refreshToken = signedIn.Text("refreshToken") }, Cancel).Problem(401, "refresh-token-invalid");

        var entry = (await Entries(given, 3))[0];
        (entry.Text("action"), entry.Text("who"), entry["status"]!.GetValue<int>()).ShouldBe(("RefreshAccess", Given.Ut, 401));
    }

    [Fact]
    public async Task A_helper_whom_nobody_lets_act_is_written_down()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Helper.PostLot(given, given.Harvest(), (Callers.OnBehalfOf, Given.Ut)).Problem(403, "no-consent");

        var entry = (await Entries(given, 1)).ShouldHaveSingleItem();
        (entry.Text("who"), entry["status"]!.GetValue<int>()).ShouldBe((Given.Bay, 403));
        (await Entries(given, 0, "?who=ba")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_entry_of_an_event_rides_in_its_message_and_costs_the_call_nothing()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);

        var requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostEvent(given, given.Step("ship"), ("Idempotency-Key", "k")).Json(201));

        requests.ShouldAllBe(request => !request.Path.Contains("Audit", StringComparison.Ordinal));
        var entries = await Entries(given, 2);
        entries.Select(entry => $"{entry.Text("who")} {entry.Text("action")} {entry.Text("thing")}").ShouldBe(["chu-nhiem RecordEvent events", "ut RecordLot lots"]);
        entries.ShouldAllBe(entry => entry.Text("created").StartsWith("ni:///sha-256;"));
    }

    [Fact]
    public async Task The_entry_of_an_order_rides_in_its_message_and_an_unknown_buyer_leaves_none()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        await Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", "a")).Json(201);
        JsonNode order = null!;
        var requests = await Host.Counter.OverHttpDuring(async () => order = await shop.Admin.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", "b")).Json(201));

        requests.Count.ShouldBe(4, string.Join('\n', requests));
        var entries = await Entries(shop.Coop, 2);
        entries.Select(entry => entry.Text("action")).ShouldBe(["CreateOrder", "CreateListing"]);
        entries[0].Text("created").ShouldBe(order["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_entry_that_comes_twice_is_one()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var entry = AuditEntry.Of(new Caller(Role.Admin, given.Coop), DateTimeOffset.UtcNow, "::1", "PutPlot", "/x", given.Coop, 200);

        await Log.Append(entry, Cancel);
        await Log.Append(entry, Cancel);

        (await Entries(given, 1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refusal_stands_in_the_log_of_the_cooperative_whose_caller_was_refused()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.FarmerUt.GetAsync($"/api/coops/{given.Coop}/audit", Cancel).Problem(403, "role-may-not");
        await given.FarmerUt.Put($"/api/coops/{other.Coop}/members/x", NewMember, Cancel).Problem(403, "role-may-not");
        await given.Admin.GetAsync($"/api/coops/{other.Coop}/members/ut", Cancel).Problem(403, "other-cooperative");
        await Anyone.GetAsync($"/api/coops/{given.Coop}/audit", Cancel).Problem(401, "token-missing");

        (await Entries(given, 3)).Select(entry => $"{entry.Text("who")} {entry.Text("action")} {entry.Text("thing")} {entry["status"]}").ShouldBe(
        [
            $"chu-nhiem GetMember /api/coops/{other.Coop}/members/ut 403",
            $"ut PutMember /api/coops/{other.Coop}/members/x 403",
            "ut ListAudit audit 403",
        ]);
        (await Entries(other, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_operator_is_logged_where_they_act_and_by_the_platform_where_that_is_no_cooperative()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Host.As(Role.Operator).Put($"/api/coops/{given.Coop}", ACoop.Body, Cancel).Json(200);
        await Host.As(Role.Operator).Send(HttpMethod.Post, "/api/operator/storage-checks", null, Cancel).Json(202);

        (await Entries(given, 1)).ShouldHaveSingleItem().Text("who").ShouldBe("operator");
        var query = AuditQuery.Read(null, null, null, null, "200", DateTimeOffset.UtcNow).Value;
        (await Log.Page(coop: null, query, Cancel)).Items.ShouldContain(entry => entry.Action == "StartStorageCheck" && entry.Created!.StartsWith("/api/operator/jobs/"));
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_down_is_not_answered_for_and_its_repeat_mends_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/members/tu";

        await Host.Faults.BreakOverHttp(
            Fault.Failed,
            request => request.Uri.Path.Contains("Audit", StringComparison.Ordinal),
            () => given.Admin.Put(path, NewMember, Cancel).Problem(503, "storage-unavailable"));

        (await Entries(given, 0)).ShouldBeEmpty();
        await given.Admin.Put(path, NewMember, Cancel).Json(200);
        (await Entries(given, 1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Other_cooperatives_and_other_roles_cannot_read_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/audit";

        await Host.As(Role.Admin, "other-coop", "chu").GetAsync(path, Cancel).Problem(403, "other-cooperative");
        await Host.As(Role.Accountant, given.Coop, "ke-toan").GetAsync(path, Cancel).Problem(403, "role-may-not");
        await Host.As(Role.Operator).GetAsync(path, Cancel).Problem(403, "role-may-not");
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_across_months()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var admin = new Caller(Role.Admin, given.Coop, "chu");
        foreach (var day in new[] { "2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02", "2026-03-03", "2026-03-04" })
            await Log.Append(AuditEntry.Of(admin, DateTimeOffset.Parse(day + "T12:00:00Z", null), "::1", "PutPlot", day, given.Coop, 200), Cancel);

        var (seen, next) = (new List<string>(), string.Empty);
        while (next is not null)
        {
            var page = await given.Admin.GetAsync($"/api/coops/{given.Coop}/audit?from=2026-01-31&to=2026-03-03&take=2&cursor={next}", Cancel).Json(200);
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page["items"]!.AsArray().Select(entry => entry!.Text("thing")));
            next = page["next"]?.GetValue<string>();
        }

        seen.ShouldBe(["2026-03-03", "2026-02-02", "2026-02-01", "2026-01-31"]);
    }

    [Fact]
    public async Task It_opens_in_a_spreadsheet_and_no_cell_is_a_formula()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Log.Append(AuditEntry.Of(new Caller(Role.Admin, given.Coop, "chu"), DateTimeOffset.UtcNow, "::1", "PutPlot", "=cmd|x", given.Coop, 200), Cancel);

        var answer = await given.Admin.Send(HttpMethod.Get, $"/api/coops/{given.Coop}/audit", null, Cancel, ("Accept", "text/csv"));

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        var csv = await answer.Content.ReadAsByteArrayAsync(Cancel);
        csv.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(csv).ShouldContain(",chu,admin,,,,::1,PutPlot,'=cmd|x,,200,");
    }

    [Theory]
    [InlineData("?from=2026-01-01", "period-invalid")]
    [InlineData("?from=2025-01-01&to=2026-02-05", "period-invalid")]
    [InlineData("?take=0", "query-invalid")]
    [InlineData("?take=201", "query-invalid")]
    [InlineData("?cursor=x", "query-invalid")]
    public async Task A_query_that_cannot_be_read_is_refused(string query, string code) =>
        await Host.As(Role.Admin, "htx").GetAsync("/api/coops/htx/audit" + query, Cancel).Problem(400, code);

    [Fact]
    public async Task Its_rows_hold_neither_bodies_nor_tokens_nor_personal_data()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Put($"/api/coops/{given.Coop}/members/tu", NewMember, Cancel).Json(201);
        await given.Admin.Post($"/api/coops/{given.Coop}/keys", """{"name":"Cân","permissions":["read-books"]}""", Cancel).Json(201);

        await foreach (var row in new TableClient(Storage, "Audit").QueryAsync<TableEntity>(cancellationToken: Cancel))
            if (row.PartitionKey.StartsWith(given.Coop, StringComparison.Ordinal))
                foreach (var secret in new[] { "912345678", "Lê Văn Tư", "atk.", "Bearer", "eyJ" })
                    row["Json0"].ToString()!.ShouldNotContain(secret, Case.Sensitive);
    }

    private Task<Domain.Cooperatives.Member?> Member(Given given, string id) =>
        Host.Services.GetRequiredService<AgriTrace.Infra.Cooperatives.CoopStore>().Member(given.Coop, id, Cancel);

    private Task<IReadOnlyList<JsonNode>> Entries(Given given, int count, string query = "") => Entries(given.Coop, count, query);

    /// <summary>Waits for as many, since some come by a queue.</summary>
    private async Task<IReadOnlyList<JsonNode>> Entries(string coop, int count, string query = "")
    {
        IReadOnlyList<JsonNode> entries = [];
        await Eventually.Holds(async () =>
        {
            var page = await Host.As(Role.Admin, coop, "chu-nhiem").GetAsync($"/api/coops/{coop}/audit{query}", Cancel).Json(200);
            entries = [.. page["items"]!.AsArray().Select(entry => entry!)];
            return entries.Count >= count;
        }, $"{count} entries are in the log", Cancel);
        return entries;
    }
}

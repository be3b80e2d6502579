using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Cooperatives;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.Identity;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class ApiKeyTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_machine_records_and_exchanges_with_its_key_and_is_named_by_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var made = await Make(given, "record-production", "exchange-events", "read-cooperative", "sell-produce");
        var machine = Host.ClientOf(made.Text("key"));

        var lot = await machine.PostLot(given, given.Harvest()).Json(201);
        await machine.PostEvent(given, given.Step("ship")).Json(201);
        await machine.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Json(200);
        await Eventually.Holds(
            async () => (await machine.GetStringAsync("/epcis/events", Cancel)).Contains($"key:{made.Text("id")}", StringComparison.Ordinal),
            "the event says which key recorded it", Cancel);

        lot.Text("lot").ShouldBe("L1");
        made.Text("key").ShouldMatch($"^atk\\.{given.Coop}\\.[0-9a-z]{{10}}\\.[0-9a-z]{{26}}$");
        (made["expiresAt"]!.GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).TotalDays.ShouldBeInRange(364, 367);
    }

    [Fact]
    public async Task A_key_opens_only_what_it_was_given_and_only_in_its_cooperative()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var machine = Host.ClientOf((await Make(given, "read-cooperative")).Text("key"));

        await machine.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Json(200);
        await machine.GetAsync($"/api/coops/{other.Coop}/members/ut", Cancel).Problem(403, "other-cooperative");
        await machine.PostLot(given, given.Harvest()).Problem(403, "key-may-not");
    }

    [Fact]
    public async Task No_key_does_what_needs_a_person_whatever_its_row_says()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var text = ApiKeyText.Make(given.Coop, idempotencyKey: null);
        var now = DateTimeOffset.UtcNow;
        await Host.Services.GetRequiredService<ApiKeys>().Add(
            new ApiKey(text.Id, text.Coop, "x", Enum.GetValues<Permission>(), ApiKey.HashOf(text.Secret), now, "chu-nhiem", now.AddDays(1)), Cancel);
        var machine = Host.ClientOf(text.ToString());

        await machine.GetAsync($"/api/coops/{given.Coop}/audit", Cancel).Problem(403, "key-may-not");
        await machine.GetAsync($"/api/coops/{given.Coop}/keys", Cancel).Problem(403, "key-may-not");
        await machine.GetAsync("/api/operator/status", Cancel).Problem(403, "key-may-not");
        await machine.Put($"/api/coops/{given.Coop}/members/x", ACoop.Farmer, Cancel).Problem(403, "key-may-not");
    }

    [Fact]
    public async Task A_page_for_people_knows_no_key()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var machine = Host.ClientOf((await Make(given, "read-cooperative")).Text("key"));

        (await machine.GetAsync("/t/page", Cancel).Json(200)).GetValue<string>().ShouldBe("anonymous");
    }

    [Fact]
    public async Task A_key_that_is_not_whole_or_not_known_is_a_bad_token()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var made = await Make(given, "read-cooperative");
        var (key, id) = (made.Text("key"), made.Text("id"));
        var secret = key.Split('.')[3];

        foreach (var bad in new[] { key[..^1] + (key[^1] == '0' ? '1' : '0'), $"atk.{given.Coop}.unknown000.{secret}", $"atk.other.{id}.{secret}", $"atk.{given.Coop}.{id}.", "atk.", $"atk.A/b.{id}.{secret}", key + ".x" })
            await Host.ClientOf(bad).GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task A_call_with_a_key_reads_one_row_and_one_that_is_too_long_none()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var made = await Make(given, "exchange-events");
        var machine = Host.ClientOf(made.Text("key"));
        await machine.GetStringAsync("/epcis/events", Cancel);

        var requests = await Host.Counter.OverHttpDuring(() => machine.GetStringAsync("/epcis/events", Cancel));
        requests.Where(request => request.Path.Contains("Identity", StringComparison.Ordinal)).ShouldHaveSingleItem().Method.ShouldBe("GET", "its use is written down once an hour");

        requests = await Host.Counter.OverHttpDuring(() => Host.ClientOf($"{made.Text("key")}{new string('a', 200)}").GetAsync("/epcis/events", Cancel).Problem(401, "token-invalid"));
        requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_key_lets_nobody_in_and_stays_in_the_list()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var made = await Make(given, "read-cooperative");
        var (machine, path) = (Host.ClientOf(made.Text("key")), $"/api/coops/{given.Coop}/keys");
        await machine.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Json(200);

        (await given.Admin.DeleteAsync($"{path}/{made.Text("id")}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await given.Admin.DeleteAsync($"{path}/{made.Text("id")}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await given.Admin.DeleteAsync($"{path}/none", Cancel).Problem(404, "no-such-key");

        await machine.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Problem(401, "token-invalid");
        var listed = await given.Admin.GetAsync(path, Cancel).Json(200);
        var shown = listed["items"]!.AsArray().ShouldHaveSingleItem()!;
        (shown.Text("createdBy"), shown.Text("name")).ShouldBe(("chu-nhiem", "Cân ở nhà đóng gói"));
        shown["lastUsedAt"].ShouldNotBeNull();
        shown["revokedAt"].ShouldNotBeNull();
        listed.ToJsonString().ShouldNotContain(made.Text("key").Split('.')[3]);
        listed.ToJsonString().ShouldNotContain("hash", Case.Insensitive);
    }

    [Fact]
    public async Task An_expired_key_lets_nobody_in()
    {
        var clock = new ShiftedClock();
        await using var host = await TestHost.Start(Storage, change: options => options with
        {
            Services = services =>
            {
                options.Services?.Invoke(services);
                services.AddSingleton<TimeProvider>(clock);
            },
        });
        var given = await Given.Cooperative(host, Cancel);
        var machine = host.ClientOf((await Make(given, "read-cooperative")).Text("key"));
        await machine.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Json(200);

        clock.Ahead = TimeSpan.FromDays(367);

        await machine.GetAsync($"/api/coops/{given.Coop}/members/ut", Cancel).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task A_repeat_makes_no_second_key_and_cannot_show_the_first_again()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (path, body) = ($"/api/coops/{given.Coop}/keys", """{"name":"Cân","permissions":["read-books"]}""");

        var made = await given.Admin.Post(path, body, Cancel, ("Idempotency-Key", "k")).Json(201);
        var repeat = await given.Admin.Post(path, body, Cancel, ("Idempotency-Key", "k")).Problem(409, "key-made-before");

        repeat.Text("detail").ShouldContain(made.Text("id"));
        (await given.Admin.GetAsync(path, Cancel).Json(200))["items"]!.AsArray().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"name":"x","permissions":[]}""", "$.permissions")]
    [InlineData("""{"name":"x","permissions":["read-books","read-books"]}""", "$.permissions")]
    [InlineData("""{"name":"x","permissions":["read-books","manage-keys"]}""", "$.permissions[1]")]
    [InlineData("""{"name":"x","permissions":["all"]}""", "$.permissions[0]")]
    [InlineData("""{"name":" ","permissions":["read-books"]}""", "$.name")]
    [InlineData("""{"name":"x","permissions":["read-books"],"expiresAt":"2020-01-01T00:00:00Z"}""", "$.expiresAt")]
    [InlineData("""{"name":"x","permissions":["read-books"],"expiresAt":"2099-01-01T00:00:00Z"}""", "$.expiresAt")]
    public async Task A_key_that_cannot_be_given_is_refused_by_field(string body, string path)
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await given.Admin.Post($"/api/coops/{given.Coop}/keys", body, Cancel).Problem(400, "fields-invalid")).Paths().ShouldBe([path]);
    }

    [Fact]
    public async Task A_cooperative_has_fifty_keys_in_use_at_most()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (keys, now) = (Host.Services.GetRequiredService<ApiKeys>(), DateTimeOffset.UtcNow);
        for (var index = 0; index < ApiKey.MaxLive; index++)
            await keys.Add(new ApiKey($"k{index}", given.Coop, "x", [Permission.ReadBooks], ApiKey.HashOf("s"), now, "chu", now.AddDays(1)), Cancel);
        var (path, body) = ($"/api/coops/{given.Coop}/keys", """{"name":"Cân","permissions":["read-books"]}""");

        await given.Admin.Post(path, body, Cancel).Problem(409, "too-many-keys");
        await given.Admin.DeleteAsync($"{path}/k0", Cancel);
        await given.Admin.Post(path, body, Cancel).Json(201);
    }

    [Fact]
    public async Task Its_row_holds_no_secret()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var secret = (await Make(given, "read-books")).Text("key").Split('.')[3];

        await foreach (var row in new TableClient(Storage, "Identity").QueryAsync<TableEntity>(row => row.PartitionKey == given.Coop, cancellationToken: Cancel))
            string.Join(' ', row.Select(column => column.Value)).ShouldNotContain(secret);
    }

    private static Task<JsonNode> Make(Given given, params string[] permissions) =>
        given.Admin.Post($"/api/coops/{given.Coop}/keys", new { name = "Cân ở nhà đóng gói", permissions }, Cancel).Json(201);
}

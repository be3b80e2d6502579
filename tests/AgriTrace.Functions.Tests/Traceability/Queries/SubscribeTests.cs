using System.Net;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Queries;

/// <summary>Making and ending subscriptions; nothing is sent here.</summary>
public sealed class SubscribeTests(House house) : HttpTests(house)
{
    private const string Dest = "https://receiver.example/callback";

    [Fact]
    public async Task A_subscription_is_shown_without_its_secret_and_deleted()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        using var made = await given.Admin.Post(
            query + "/subscriptions", new { dest = Dest, signatureToken = "0123456789abcdef", schedule = new { hour = "1", minute = "5" }, reportIfEmpty = true }, Cancel, ("GS1-EPC-Format", "Never_Translates"));
        var body = await Task.FromResult(made).Json(201);
        var path = made.Headers.Location!.OriginalString;

        path.ShouldBe($"{query}/subscriptions/{body.Text("subscriptionID")}");
        body.AsObject().Select(member => member.Key).ShouldBe(
            ["subscriptionID", "queryName", "dest", "schedule", "reportIfEmpty", "epcFormat", "createdAt", "initialRecordTime", "minRecordTime"]);
        (body.Text("dest"), body.Text("epcFormat"), body["schedule"]!.ToJsonString()).ShouldBe((Dest, "Never_Translates", """{"minute":"5","hour":"1"}"""));
        (await given.Admin.GetAsync(path, Cancel).Json(200)).ToJsonString().ShouldBe(body.ToJsonString());
        (await given.Admin.GetAsync(query + "/subscriptions", Cancel).Json(200)).AsArray().Single()!.ToJsonString().ShouldBe(body.ToJsonString());

        (await given.Admin.DeleteAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await given.Admin.GetAsync(path, Cancel).Problem(404, "no-such-subscription");
        await given.Admin.DeleteAsync(path, Cancel).Problem(404, "no-such-subscription");
    }

    [Theory]
    [InlineData("""{"dest":"http://receiver.example/","stream":true}""")]
    [InlineData("""{"dest":"https://127.0.0.1/","stream":true}""")]
    [InlineData("""{"dest":"https://localhost/","stream":true}""")]
    [InlineData("""{"dest":"https://10.1.2.3/","stream":true}""")]
    [InlineData("""{"dest":"https://2130706433/","stream":true}""")]
    [InlineData("""{"dest":"https://[::1]/","stream":true}""")]
    [InlineData("""{"dest":"https://[::ffff:192.168.0.1]/","stream":true}""")]
    [InlineData("""{"dest":"https://169.254.169.254/metadata","stream":true}""")]
    [InlineData("""{"dest":"https://ten:mat-khau@receiver.example/","stream":true}""")]
    [InlineData("""{"dest":"https://receiver.example/"}""")]
    [InlineData("""{"dest":"https://receiver.example/","stream":true,"schedule":{"hour":"1"}}""")]
    [InlineData("""{"dest":"https://receiver.example/","schedule":{"month":"2","dayOfMonth":"30"}}""")]
    [InlineData("""{"dest":"https://receiver.example/","stream":true,"signatureToken":"short"}""")]
    [InlineData("""{"dest":"https://receiver.example/","stream":true,"initialRecordTime":"2026-01-01T00:00:00"}""")]
    public async Task What_nobody_could_serve_is_refused(string body)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);

        await given.Admin.Post(query + "/subscriptions", body, Cancel).Problem(400, "subscription-invalid");

        (await given.Admin.GetAsync(query + "/subscriptions", Cancel).Json(200)).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_idempotency_key_makes_one_subscription_and_refuses_another_body()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        var key = ("Idempotency-Key", "lan-1");

        var first = await given.Admin.Post(query + "/subscriptions", Daily("1"), Cancel, key).Json(201);
        var second = await given.Admin.Post(query + "/subscriptions", Daily("1"), Cancel, key).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        await given.Admin.Post(query + "/subscriptions", Daily("2"), Cancel, key).Problem(409, "idempotency-key-used");
        (await given.Admin.GetAsync(query + "/subscriptions", Cancel).Json(200)).AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_subscription_whose_answer_was_lost_is_found_by_the_repeated_call()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        var key = ("Idempotency-Key", "lan-1");

        await Host.Faults.BreakOverHttp(
            Fault.FailedButStored,
            request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal),
            () => given.Admin.Post(query + "/subscriptions", Daily("1"), Cancel, key).Problem(503, "storage-unavailable"));

        var made = await given.Admin.Post(query + "/subscriptions", Daily("1"), Cancel, key).Json(201);
        (await given.Admin.GetAsync(query + "/subscriptions", Cancel).Json(200)).AsArray().Single()!.Text("subscriptionID").ShouldBe(made.Text("subscriptionID"));
    }

    [Fact]
    public async Task Capturing_where_nobody_subscribes_costs_one_query_in_ten_seconds()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var notices = Host.Services.GetRequiredService<StreamNotices>();

        (await Host.Counter.During(() => notices.Captured(given.Coop, Cancel))).Select(request => request.Service + " " + request.Method).ShouldBe(["table GET"]);
        (await Host.Counter.During(() => notices.Captured(given.Coop, Cancel))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_takes_twenty_subscriptions_and_deletes_them_with_itself()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        for (var number = 0; number < 20; number++) await given.Subscribe(query, Daily("1"), Cancel);
        await given.Admin.Post(query + "/subscriptions", Daily("1"), Cancel).Problem(409, "too-many-subscriptions");

        (await given.Admin.DeleteAsync(query, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await given.Query(Cancel);
        (await given.Admin.GetAsync(query + "/subscriptions", Cancel).Json(200)).AsArray().ShouldBeEmpty("a query of the same name begins anew");
    }

    [Fact]
    public async Task Another_cooperative_sees_and_deletes_nothing()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var query = await given.Query(Cancel);
        var path = await given.Subscribe(query, Daily("1"), Cancel);

        await other.Admin.GetAsync(query, Cancel).Problem(404, "no-such-query");
        await other.Admin.GetAsync(path, Cancel).Problem(404, "no-such-subscription");
        await other.Admin.DeleteAsync(path, Cancel).Problem(404, "no-such-subscription");
        await other.Admin.Post(query + "/subscriptions", Daily("1"), Cancel).Problem(404, "no-such-query");
        await given.Admin.GetAsync(path, Cancel).Json(200);
    }

    private static object Daily(string hour) => new { dest = Dest, schedule = new { hour } };
}

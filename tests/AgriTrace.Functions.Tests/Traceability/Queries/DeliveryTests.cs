using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Tests.Privacy;

namespace AgriTrace.Functions.Tests.Traceability.Queries;

/// <summary>What subscribers are sent, and when.</summary>
public sealed class DeliveryTests(SubscriptionHosts hosts) : IClassFixture<SubscriptionHosts>, IAsyncLifetime
{
    private const string Token = "mot-bi-mat-dai-hon-muoi-sau";

    private readonly ShiftedClock clock = new();
    private ReceiverDouble? receiver;
    private TestHost? host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ReceiverDouble Receiver => receiver!;

    private TestHost Host => host!;

    public async ValueTask InitializeAsync()
    {
        receiver = await ReceiverDouble.Start(Cancel);
        host = await hosts.Start(clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_brings_each_event_once_as_valid_epcis_signed_and_named()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, signatureToken = Token, stream = true }, Cancel);
        await given.Capture(Cancel, "1", "2");
        await Eventually.Holds(() => Receiver.Notes.Count == 2, "both came", Cancel);
        await given.Capture(Cancel, "3");
        await Eventually.Holds(() => Receiver.Notes.Count == 3, "the third came", Cancel);

        Receiver.Notes.Order().ShouldBe(["1", "2", "3"]);
        foreach (var one in Receiver.Taken)
        {
            EpcisDocument.ParseValid(Encoding.UTF8.GetBytes(one.Body)).IsOk.ShouldBeTrue();
            (one.Results.Text("queryName"), one.Results.Text("subscriptionID")).ShouldBe(("observed", path.Split('/')[^1]));
            (one.Headers["Content-Type"], one.Headers["GS1-EPCIS-Version"], one.Headers["GS1-CBV-Version"]).ShouldBe(("application/json", "2.0.0", "2.0.0"));
            IsSigned(one).ShouldBeTrue();
        }

        await Eventually.Holds(async () => (await given.Admin.GetAsync(path, Cancel).Json(200))["lastNotifiedAt"] is not null, "it says when", Cancel);
    }

    [Fact]
    public async Task A_stream_from_an_earlier_time_begins_with_what_was_recorded_since()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Capture(Cancel, "old");

        await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true, initialRecordTime = "2026-01-01T00:00:00Z" }, Cancel);
        await Eventually.Holds(() => Receiver.Notes.Count == 1, "the old one came", Cancel);

        Receiver.Notes.ShouldBe(["old"]);
        Receiver.Taken[0].Headers.ContainsKey("GS1-Signature").ShouldBeFalse("no secret was given");
    }

    [Fact]
    public async Task Many_events_come_in_parts_of_a_hundred_each_once()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);

        // More than are read at once, at record times some seconds apart.
        var numbers = Numbers(800).ToArray();
        await given.CaptureQuietly(Cancel, numbers[..400]);
        clock.Ahead = TimeSpan.FromSeconds(20);
        await given.Capture(Cancel, numbers[400..]);
        await Eventually.Holds(() => Receiver.Notes.Count >= numbers.Length, "all came", Cancel);

        Receiver.Taken.Max(one => one.Notes.Count).ShouldBe(100);
        Receiver.Notes.Order(StringComparer.Ordinal).ShouldBe(numbers.Order(StringComparer.Ordinal));
        Receiver.Notes.Take(400).Order(StringComparer.Ordinal).ShouldBe(numbers[..400].Order(StringComparer.Ordinal), "what was recorded first comes first");
    }

    [Fact]
    public async Task A_receiver_that_finds_it_too_large_gets_smaller_parts()
    {
        Receiver.Answer = received => received.Notes.Count > 10 ? 413 : 200;
        var given = await Given.Cooperative(Host, Cancel);
        await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);

        await given.Capture(Cancel, Numbers(60));
        await Eventually.Holds(() => Receiver.Notes.Count >= 60, "all came", Cancel);

        Receiver.Notes.Order(StringComparer.Ordinal).ShouldBe(Numbers(60).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(500, "The receiver answered 500.")]
    [InlineData(413, "The receiver answered 413 to a single event.")]
    [InlineData(302, "The receiver answered with a redirect, which is not followed.")]
    public async Task What_was_not_taken_is_sent_again_after_a_pause_and_the_failure_is_shown(int status, string why)
    {
        Receiver.Answer = _ => status;
        var given = await Given.Cooperative(Host, Cancel);
        var path = await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);
        await given.Capture(Cancel, "1");
        await Eventually.Holds(async () => (string?)(await given.Admin.GetAsync(path, Cancel).Json(200))["agritrace:lastFailure"] == why, "the failure shows", Cancel);
        var calls = Receiver.Calls;

        Receiver.Answer = _ => 200;
        await given.Capture(Cancel, "2");
        await Host.Sweep(Cancel);
        Receiver.Calls.ShouldBe(calls, "it waits for a minute");
        clock.Ahead = TimeSpan.FromSeconds(70);
        await Host.Sweep(Cancel);
        await Eventually.Holds(() => Receiver.Notes.Count == 2, "both came", Cancel);

        await Eventually.Holds(async () => (await given.Admin.GetAsync(path, Cancel).Json(200))["agritrace:lastFailure"] is null, "the failure is forgotten", Cancel);
    }

    [Fact]
    public async Task After_three_days_of_failures_it_is_suspended_and_says_so()
    {
        Receiver.Answer = _ => 500;
        var given = await Given.Cooperative(Host, Cancel);
        var path = await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);
        await given.Capture(Cancel, "1");
        await Eventually.Holds(async () => (await given.Admin.GetAsync(path, Cancel).Json(200))["agritrace:lastFailure"] is not null, "it failed", Cancel);

        clock.Ahead = TimeSpan.FromDays(3.1);
        await Host.Sweep(Cancel);
        using var admin = Host.As(Role.Admin, given.Coop, Given.Sau);
        await Eventually.Holds(async () => (await admin.GetAsync(path, Cancel).Json(200))["agritrace:suspendedAt"] is not null, "it is suspended", Cancel);
        var calls = Receiver.Calls;
        clock.Ahead = TimeSpan.FromDays(10);
        await Host.Sweep(Cancel);

        Receiver.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task Receivers_that_hang_hold_up_no_other()
    {
        await using var deaf = await ReceiverDouble.Start(Cancel);
        deaf.Silent = true;
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        foreach (var name in new[] { "a", "b" })
        {
            var query = await given.Query(Cancel, name);
            for (var number = 0; number < 20; number++) await given.Subscribe(query, new { dest = deaf.Dest, stream = true }, Cancel);
        }

        await other.Subscribe(await other.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);

        await given.Capture(Cancel, "1");
        await Eventually.Holds(() => deaf.Calls > 0, "the first hang", Cancel);
        await other.Capture(Cancel, "2");
        await Eventually.Holds(() => Receiver.Notes.Count == 1, "the other got it", Cancel);

        deaf.Taken.ShouldBeEmpty();
        deaf.MostAtOnce.ShouldBeLessThan(16, "one cooperative does not take all workers");
    }

    [Fact]
    public async Task What_comes_while_something_is_being_sent_follows_at_once()
    {
        Receiver.Holds = true;
        var given = await Given.Cooperative(Host, Cancel);
        await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);
        await given.Capture(Cancel, "1");
        await Eventually.Holds(() => Receiver.Calls == 1, "the first is on its way", Cancel);

        await given.Capture(Cancel, "2");
        await Eventually.Holds(() => IsMarked(given), "a second worker came while the first is at it", Cancel);
        Receiver.LetGo();
        await Eventually.Holds(() => Receiver.Notes.Count == 2, "the second followed", Cancel);

        Receiver.Notes.ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task A_worker_that_cannot_write_down_what_it_sent_loses_no_event(Fault fault)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);
        await Eventually.Holds(async () => await HasLooked(given, path), "the first look is over", Cancel);
        var broke = false;
        Host.Faults.Break(fault, request => Receiver.Calls > 0 && request.Method == Azure.Core.RequestMethod.Put && request.Uri.Path.Contains("sub%7C", StringComparison.Ordinal) && (broke = true));

        await given.Capture(Cancel, "1");
        await Eventually.Holds(() => Receiver.Notes.Count == 1, "it was taken", Cancel);
        await given.CaptureQuietly(Cancel, "2");
        await Eventually.Holds(async () => broke && await IsMarked(given), "the worker has failed, and its message found the subscription held", Cancel);
        clock.Ahead = TimeSpan.FromMinutes(4);
        await Host.Sweep(Cancel);
        await Eventually.Holds(() => Receiver.Notes.Contains("2"), "the next worker went on", Cancel);

        Receiver.Notes.Distinct().Order().ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_schedule_brings_what_is_new_when_it_comes_and_an_empty_report_where_that_was_asked_for()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        var paths = new[]
        {
            await given.Subscribe(query, new { dest = Receiver.Dest, reportIfEmpty = true, schedule = new { minute = "0" } }, Cancel),
            await given.Subscribe(query, new { dest = Receiver.Dest, schedule = new { minute = "0" } }, Cancel),
        };
        await given.Capture(Cancel, "1");
        await Host.Sweep(Cancel);
        Receiver.Calls.ShouldBe(0, "the hour has not come");

        clock.Ahead = TimeSpan.FromHours(1);
        await Host.Sweep(Cancel);
        await Eventually.Holds(() => Receiver.Notes.Count == 2, "both were told", Cancel);
        // A token of an hour ago is none any more.
        using var admin = Host.As(Role.Admin, given.Coop, Given.Sau);
        foreach (var path in paths)
            await Eventually.Holds(async () => (await admin.GetAsync(path, Cancel).Json(200))["minRecordTime"]!.GetValue<DateTimeOffset>() > DateTimeOffset.UtcNow, "its run has ended", Cancel);
        clock.Ahead = TimeSpan.FromHours(2);
        await Host.Sweep(Cancel);
        await Eventually.Holds(() => Receiver.Taken.Count == 3, "one got an empty report", Cancel);

        Receiver.Notes.ShouldBe(["1", "1"]);
        Receiver.Taken[^1].Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_told_of_new_events_and_the_sweep_finds_them()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, stream = true }, Cancel);
        await given.CaptureQuietly(Cancel, "1");

        clock.Ahead = TimeSpan.FromMinutes(6);
        await Host.Sweep(Cancel);

        await Eventually.Holds(() => Receiver.Notes.Count == 1, "it came", Cancel);
    }

    [Fact]
    public async Task Nothing_comes_after_the_subscription_was_deleted()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        var path = await given.Subscribe(query, new { dest = Receiver.Dest, stream = true }, Cancel);
        await given.Admin.DeleteAsync(path, Cancel);
        // The second shows that the first, which would have been told before it, was not.
        await using var second = await ReceiverDouble.Start(Cancel);
        await given.Subscribe(query, new { dest = second.Dest, stream = true }, Cancel);

        await given.Capture(Cancel, "1");
        await Eventually.Holds(() => second.Notes.Count == 1, "the other was told", Cancel);

        Receiver.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Secrets_and_answers_of_receivers_are_in_no_log_and_in_no_row()
    {
        Receiver.Answer = _ => 500;
        var given = await Given.Cooperative(Host, Cancel);
        var path = await given.Subscribe(await given.Query(Cancel), new { dest = Receiver.Dest, signatureToken = Token, stream = true }, Cancel);
        await given.Capture(Cancel, "1");
        await Eventually.Holds(async () => (await given.Admin.GetAsync(path, Cancel).Json(200))["agritrace:lastFailure"] is not null, "it failed", Cancel);

        var stored = await RawStorage.Read(hosts.Storage, Cancel);

        foreach (var secret in new[] { Token, ReceiverDouble.Secret, "loi-noi-bo-cua-nguoi-nhan" })
        {
            Host.Logs.Has(secret).ShouldBeFalse();
            stored.ShouldAllBe(text => !text.Contains(secret, StringComparison.Ordinal));
        }
    }

    /// <summary>Whether somebody wanted to serve a subscriber of the cooperative whom another holds.</summary>
    private async Task<bool> IsMarked(Given given) =>
        (await RawStorage.Read(hosts.Storage, Cancel)).Any(row => row.StartsWith("Queries: ", StringComparison.Ordinal) && row.Contains(given.Coop, StringComparison.Ordinal) && row.Contains("Wanted=True", StringComparison.Ordinal));

    private static async Task<bool> HasLooked(Given given, string path)
    {
        var shown = await given.Admin.GetAsync(path, Cancel).Json(200);
        return shown["minRecordTime"]!.GetValue<DateTimeOffset>() > shown["initialRecordTime"]!.GetValue<DateTimeOffset>();
    }

    /// <summary>As docs/epcis.md tells receivers to do it.</summary>
    private static bool IsSigned(Received received)
    {
        var parts = received.Headers["GS1-Signature"].Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes($"{parts["t"]}.{received.Body}"));
        return Convert.ToHexStringLower(mac) == parts["v1"];
    }

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(1, count).Select(number => number.ToString(CultureInfo.InvariantCulture));
}

using System.Globalization;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly SubscriptionId At = new("htx", "q", "1");

    [Fact]
    public void A_run_looks_back_two_minutes_and_knows_what_it_has_delivered()
    {
        var late = Event(Now.AddMinutes(4), 2);
        var taken = Stream().Took([Event(Now.AddMinutes(3), 1), Event(Now.AddMinutes(5), 3)], Now.AddMinutes(5));

        taken.ReadFrom.ShouldBe(Now.AddMinutes(3));
        taken.Delivered.Keys().ShouldContain(DeliveredEvents.KeyOf(Event(Now.AddMinutes(3), 1)));
        taken.Delivered.Keys().ShouldNotContain(DeliveredEvents.KeyOf(late));
        taken.Took([late], Now.AddMinutes(6)).MinRecordTime.ShouldBe(Now.AddMinutes(5), "a late event does not turn back what was reached");
    }

    [Fact]
    public void What_is_older_than_that_is_forgotten()
    {
        var taken = Stream().Took([Event(Now, 1)], Now).Took([Event(Now.AddMinutes(10), 2)], Now.AddMinutes(10));

        taken.Delivered.Keys().ShouldBe([DeliveredEvents.KeyOf(Event(Now.AddMinutes(10), 2))]);
        taken.Done(Now.AddMinutes(20), Now.AddMinutes(20)).Delivered.Keys().ShouldBeEmpty();
    }

    [Fact]
    public void Of_very_many_events_the_oldest_are_forgotten_first()
    {
        var many = Enumerable.Range(0, 20_100).Select(number => Event(Now.AddMilliseconds(number), number)).ToArray();

        var keys = Stream().Took(many, Now).Delivered.Keys();

        keys.Count.ShouldBe(20_000);
        keys.ShouldContain(DeliveredEvents.KeyOf(many[^1]));
        keys.ShouldNotContain(DeliveredEvents.KeyOf(many[0]));
    }

    [Fact]
    public void Nothing_from_before_the_initial_record_time_is_read() =>
        Stream().Took([Event(Now.AddSeconds(5), 1)], Now.AddSeconds(5)).ReadFrom.ShouldBe(Now);

    [Fact]
    public void After_each_failure_the_pause_is_twice_as_long_up_to_six_hours_and_after_three_days_it_is_given_up()
    {
        var (subscription, now, pauses) = (Stream(), Now, new List<double>());
        while (subscription.IsLive)
        {
            subscription = subscription.Failed("No.", now, jitter: 0);
            if (subscription.NextAt is not { } next) break;
            subscription.IsDue(next.AddSeconds(-1)).ShouldBeFalse("a stream waits too");
            pauses.Add((next - now).TotalMinutes);
            now = next;
        }

        pauses.Take(10).ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 360]);
        (subscription.SuspendedAt - Now).ShouldNotBeNull().TotalDays.ShouldBeInRange(3, 3.25);
        subscription.IsDue(now.AddYears(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_success_forgets_the_failures()
    {
        var well = Stream().Failed("No.", Now, 0).Failed("No.", Now.AddDays(2.9), 0).Took([Event(Now, 1)], Now.AddDays(2.95));

        well.Failed("No.", Now.AddDays(4), jitter: 1).SuspendedAt.ShouldBeNull();
        well.Failed("No.", Now.AddDays(4), jitter: 1).NextAt.ShouldBe(Now.AddDays(4).AddSeconds(66));
        well.LastFailure.ShouldBeNull();
    }

    [Fact]
    public void A_schedule_is_due_when_it_says_and_a_stream_whenever_somebody_asks()
    {
        var schedule = Read(new SubscriptionInput("https://a.example/", Schedule: new QuerySchedule(null, "0", null, null, null, null))).Value;

        schedule.IsDue(Now.AddMinutes(59)).ShouldBeFalse();
        schedule.IsDue(Now.AddMinutes(60)).ShouldBeTrue();
        schedule.Done(Now.AddMinutes(60), Now.AddMinutes(61)).NextAt.ShouldBe(Now.AddMinutes(120));
        Stream().IsDue(Now).ShouldBeTrue();
    }

    [Fact]
    public void A_record_is_read_back_as_it_was_written()
    {
        var taken = Stream().Took([Event(Now, 1)], Now).Failed("No.", Now, 0);

        var back = AgriTraceJson.Read<Subscription>(AgriTraceJson.Write(taken));

        (back with { Delivered = taken.Delivered }).ShouldBe(taken);
        back.Delivered.Minutes.ShouldBe(taken.Delivered.Minutes);
    }

    [Theory]
    [InlineData("http://a.example/", "$.dest")]
    [InlineData("ftp://a.example/", "$.dest")]
    [InlineData("/here", "$.dest")]
    [InlineData("https://user:pass@a.example/", "$.dest")]
    [InlineData("https://a.example/#part", "$.dest")]
    [InlineData("https://a.example/\t", "$.dest")]
    public void An_address_that_is_no_plain_https_address_is_refused(string dest, string path) =>
        Read(new SubscriptionInput(dest, Stream: true)).Error!.Faults.Select(fault => fault.Path).ShouldBe([path]);

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var input = new SubscriptionInput("https://a.example/" + new string('a', 2_000), "short", Stream: true, new QuerySchedule("60", null, null, null, null, null), InitialRecordTime: "yesterday");

        var error = input.Read(At, EpcFormat.AlwaysDigitalLink, IsHttps, Now).Error!;

        error.Code.ShouldBe("subscription-invalid");
        error.Faults.Select(fault => fault.Path).ShouldBe(["$.dest", "$.initialRecordTime", "$.signatureToken", "$.stream", "$.schedule.second"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public void Neither_a_stream_nor_a_schedule_is_refused(bool? stream) =>
        Read(new SubscriptionInput("https://a.example/", Stream: stream)).Error!.Code.ShouldBe("subscription-invalid");

    [Theory]
    [InlineData("a", true)]
    [InlineData("Shipped-2026_v1.2", true)]
    [InlineData("", false)]
    [InlineData("..", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("bưởi", false)]
    public void A_query_has_a_name_that_can_stand_in_an_address(string name, bool isOne) => NamedQuery.IsName(name).ShouldBe(isOne);

    private static Subscription Stream() => Read(new SubscriptionInput("https://a.example/", "0123456789abcdef", Stream: true)).Value;

    private static Result<Subscription> Read(SubscriptionInput input) => input.Read(At, EpcFormat.AlwaysDigitalLink, IsHttps, Now);

    private static bool IsHttps(Uri url) => url.Scheme == "https";

    private static StoredEvent Event(DateTimeOffset recorded, int number) =>
        new("htx", $"ni:///sha-256;{number.ToString("x64", CultureInfo.InvariantCulture)}?ver=CBV2.0", recorded, Now, "[]", "{}");
}

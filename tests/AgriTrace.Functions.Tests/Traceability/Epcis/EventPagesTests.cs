using System.Globalization;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>Answers to queries: their order, their pages, their bounds, and what they cost.</summary>
public sealed class EventPagesTests(House house) : HttpTests(house)
{
    private const string Lot = "https://id.gs1.org/01/09521141012345/10/L1";

    public static TheoryData<string> Orders =>
    [
        "", "orderBy=eventTime&orderDirection=ASC", "orderBy=eventTime", "orderBy=recordTime&orderDirection=ASC", "orderBy=farm:weight&orderDirection=ASC", "orderBy=farm:weight&orderDirection=DESC",
        "EQ_bizStep=shipping|packing", "EQ_bizStep=shipping|packing&orderBy=eventTime&orderDirection=DESC", "EQ_disposition=in_transit&eventType=ObjectEvent", "EQ_INNER_farm:depth=1&EQ_bizStep=shipping|packing",
        $"MATCH_anyEPCClass={Lot}", $"MATCH_anyEPCClass={Lot}&orderBy=eventTime&orderDirection=DESC", "MATCH_anyEPCClass=urn:epc:class:lgtin:9521141.001234.L1", "MATCH_anyEPCClass=https://id.gs1.org/01/09521141012345",
        "GE_recordTime=2026-01-01T00:00:00Z", "GE_eventTime=2026-01-01T00:00:00Z&LT_eventTime=2026-12-01T00:00:00Z",
    ];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_have_every_event_once_in_the_order_that_was_asked_for(string query)
    {
        var given = await Captured(12);

        var notes = await Walk(given, $"/epcis/events?perPage=5&{query}");

        var wanted = Enumerable.Range(1, 12).ToArray();
        if (query.Contains("orderBy", StringComparison.Ordinal) && !query.Contains("ASC", StringComparison.Ordinal)) Array.Reverse(wanted);
        notes.ShouldBe(wanted);
    }

    [Theory]
    [InlineData("orderBy=eventTime&orderDirection=ASC&eventCountLimit=7", 1, 7)]
    [InlineData("orderBy=eventTime&eventCountLimit=7", 12, 6)]
    [InlineData("orderBy=farm:weight&eventCountLimit=7", 12, 6)]
    public async Task A_count_limit_holds_over_all_pages(string query, int first, int last)
    {
        var notes = await Walk(await Captured(12), $"/epcis/events?perPage=3&{query}");

        notes.Count.ShouldBe(7);
        (notes[0], notes[^1]).ShouldBe((first, last));
    }

    [Fact]
    public async Task More_than_the_most_that_was_allowed_is_an_exception_and_no_answer()
    {
        var given = await Captured(4);

        var problem = await given.Admin.GetAsync("/epcis/events?maxEventCount=3", Cancel).Problem(413, "query-too-large");

        problem.Text("type").ShouldBe("epcisException:QueryTooLargeException");
        (await Walk(given, "/epcis/events?maxEventCount=4&perPage=2")).Count.ShouldBe(4);
        (await Walk(given, "/epcis/events?maxEventCount=3&EQ_bizStep=packing")).Count.ShouldBe(2);
        var both = await given.Admin.GetAsync("/epcis/events?maxEventCount=4&eventCountLimit=4&orderBy=eventTime", Cancel).Problem(400, "query-parameter-invalid");
        both.Text("type").ShouldBe("epcisException:QueryParameterException");
    }

    [Fact]
    public async Task A_token_says_nothing_and_is_good_for_its_own_query_and_cooperative_alone()
    {
        var (given, other) = (await Captured(6), await Captured(6));
        var first = await given.Admin.GetAsync("/epcis/events?perPage=2&EQ_bizStep=shipping", Cancel);
        var link = first.Headers.GetValues("Link").Single();
        link.ShouldEndWith("; rel=\"next\"");
        var next = link.Split('<', '>')[1];
        DateTimeOffset.Parse(first.Headers.GetValues("GS1-Next-Page-Token-Expires").Single(), CultureInfo.InvariantCulture).ShouldBeGreaterThan(DateTimeOffset.UtcNow);

        await given.Admin.GetAsync(next.Replace("shipping", "packing", StringComparison.Ordinal), Cancel).Problem(400, "query-parameter-invalid");
        await other.Admin.GetAsync(next, Cancel).Problem(400, "query-parameter-invalid");
        await given.Admin.GetAsync(next[..^2] + "xx", Cancel).Problem(400, "query-parameter-invalid");
        (await given.Admin.GetAsync(next, Cancel)).EnsureSuccessStatusCode();
        next.ShouldNotContain("2026");
    }

    [Theory]
    [InlineData("LT_eventTime=2026-02-03T06:30:00.000500Z", 3)]
    [InlineData("LT_eventTime=2026-02-03T06:30:00Z", 2)]
    [InlineData("GE_eventTime=2026-02-03T06:30:00Z", 2)]
    [InlineData("LT_eventTime=9999-12-31T23:59:59.9999999Z", 4)]
    [InlineData("GE_eventTime=0001-01-01T00:00:00Z", 4)]
    [InlineData("GE_recordTime=0001-01-01T00:00:00Z", 4)]
    [InlineData("GE_recordTime=9999-12-31T23:59:59Z", 0)]
    [InlineData("LT_recordTime=2026-01-01T00:00:00Z", 0)]
    [InlineData("EQ_bizStep=shipping&EQ_disposition=destroyed", 0)]
    [InlineData("EQ_readPoint=https://id.gs1.org/414/9521141000007&EQ_bizStep=shipping", 2)]
    public async Task Bounds_are_kept_to_the_last_digit(string query, int count) => (await Walk(await Captured(4), "/epcis/events?" + query)).Count.ShouldBe(count);

    [Fact]
    public async Task What_an_event_and_a_page_cost_is_bounded()
    {
        var given = await Captured(12);

        var one = await Host.Counter.OverHttpDuring(() => given.Admin.Kept(Document([13])));
        // The record of the job, the audit entry, the event, its day and its day's five values, its lot and the lot's own row, its item, its hash.
        one.Count.ShouldBeLessThanOrEqualTo(14, string.Join('\n', one));
        var again = await Host.Counter.OverHttpDuring(() => given.Admin.Kept(Document([13])));
        again.Count.ShouldBeLessThanOrEqualTo(7, string.Join('\n', again));
        var byLot = await Host.Counter.OverHttpDuring(() => given.Admin.GetAsync($"/epcis/events?perPage=5&MATCH_anyEPCClass={Lot}", Cancel));
        byLot.Count.ShouldBeLessThanOrEqualTo(1 + 6, string.Join('\n', byLot));
        var byStep = await Host.Counter.OverHttpDuring(() => given.Admin.GetAsync("/epcis/events?perPage=100&EQ_bizStep=shipping", Cancel));
        byStep.Count.ShouldBeLessThanOrEqualTo(1 + 7, string.Join('\n', byStep));
    }

    /// <summary>A page looks at 5,000 events: the one behind them belongs to the next.</summary>
    [Fact]
    public async Task What_a_page_has_not_looked_at_is_on_the_next()
    {
        const int events = 5_002;
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var numbers in Enumerable.Range(0, events).Chunk(500)) await given.Admin.Kept(Dense(numbers));

        var hits = "/epcis/events?EQ_bizStep=shipping&GE_farm:weight=4999";
        (await Walk(given, hits)).ShouldBe([4_999, 5_000, 5_001]);
        (await Walk(given, "/epcis/events?EQ_bizStep=shipping&LT_farm:weight=3&orderBy=eventTime&orderDirection=DESC")).ShouldBe([2, 1, 0]);
    }

    [Fact]
    public async Task A_value_in_the_path_and_one_in_the_query_are_both_asked_for()
    {
        var given = await Captured(4);

        (await Walk(given, "/epcis/bizSteps/shipping/events?EQ_bizStep=packing")).ShouldBeEmpty();
        (await Walk(given, "/epcis/bizSteps/shipping/events?EQ_bizStep=packing%7Cshipping&perPage=1")).ShouldBe([1, 3]);
    }

    [Theory]
    [InlineData("/epcis/events")]
    [InlineData("/epcis/capture")]
    [InlineData("/epcis/bizSteps")]
    [InlineData("/epcis/queries")]
    public async Task No_more_rows_are_asked_for_at_once_than_Azure_gives(string path)
    {
        var given = await Captured(1);

        var calls = await Host.Counter.OverHttpDuring(() => given.Admin.GetAsync(path + "?perPage=1000", Cancel));

        string.Join('\n', calls).ShouldContain("top=1000");
        string.Join('\n', calls).ShouldNotContain("top=1001");
    }

    [Fact]
    public async Task A_filter_too_long_for_an_address_is_decided_on_the_events()
    {
        var given = await Captured(1);
        string[] places = [.. Enumerable.Range(0, 10).Select(number => "urn:x:" + new string('\'', 480) + number)];
        await given.Admin.Kept(Document([1]).Replace("urn:epc:id:sgln:9521141.00000.0", places[0], StringComparison.Ordinal));
        await given.Admin.Post("/epcis/queries", new { name = "long", query = new { EQ_readPoint = places } }, Cancel).Json(201);

        (await Walk(given, "/epcis/queries/long/events")).Count.ShouldBe(1);
    }

    private static string Dense(IEnumerable<int> numbers)
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var list = numbers.Select(number =>
            $$"""{"type":"ObjectEvent","eventTime":"{{start.AddSeconds(number):yyyy-MM-dd'T'HH:mm:ss'Z'}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping","quantityList":[{"epcClass":"{{Lot}}"}],"farm:weight":{{number}}}""");
        return $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', list)}}] } }
            """;
    }

    private static async Task<IReadOnlyList<int>> Walk(Given given, string path)
    {
        var (notes, pages) = (new List<int>(), 0);
        for (var next = path; next is not null;)
        {
            var answer = await given.Admin.Send(HttpMethod.Get, next, null, Cancel, ("GS1-Extensions", "farm=https://farm.example/"));
            var document = await Task.FromResult(answer).Json(200);
            notes.AddRange(ExchangeWords.EventsOf(document).Select(one => one!["farm:weight"]!.GetValue<int>()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
            (++pages).ShouldBeLessThan(20, "pages go on for ever");
        }

        return notes;
    }

    /// <summary>An event a day of February 2026, in odd days shipped and in even days packed.</summary>
    private async Task<Given> Captured(int count)
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(Document(Enumerable.Range(1, count).Reverse()));
        return given;
    }

    private static string Document(IEnumerable<int> days)
    {
        var events = days.Select(day => $$$"""
            {"type":"ObjectEvent","eventTime":"2026-02-{{{day:D2}}}T06:30:00Z","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"{{{(day % 2 == 1 ? "shipping" : "packing")}}}","disposition":"in_transit",
            "readPoint":{"id":"urn:epc:id:sgln:9521141.00000.0"},"epcList":["urn:epc:id:sgtin:9521141.001234.{{{day}}}"],"quantityList":[{"epcClass":"{{{Lot}}}"}],"farm:weight":{{{day}}},"farm:crate":{"farm:depth":1}}
            """);
        return $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
            """;
    }
}

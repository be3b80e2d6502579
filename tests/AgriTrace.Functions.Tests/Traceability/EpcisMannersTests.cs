using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>What the EPCIS interface says of itself, what it negotiates, and how it refuses.</summary>
public sealed class EpcisMannersTests(House house) : HttpTests(house)
{
    private const string Accept = "Accept";

    public static TheoryData<string, string> Routes =>
        new(FunctionIndex.Of(typeof(FunctionIndex).Assembly)
            .Where(function => function.Http is not null && (function.Route == "epcis" || function.Route.StartsWith("epcis/", StringComparison.Ordinal)))
            .SelectMany(function => function.Http!.Methods!, (function, verb) => (verb, "/" + Regex.Replace(function.Route, @"\{[^}]*\}", "x"))));

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_refuses_an_answer_that_it_cannot_give_and_a_path_that_is_too_long(string verb, string path)
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await given.Admin.Send(new HttpMethod(verb), path, null, Cancel, (Accept, "application/xml")).Problem(406, "not-acceptable"))
            .Text("type").ShouldBe("epcisException:NotAcceptableException");
        (await given.Admin.Send(new HttpMethod(verb), $"{path}?EQ_x={new string('a', 6_000)}", null, Cancel).Problem(414, "uri-too-long"))
            .Text("type").ShouldBe("epcisException:URITooLongException");
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_says_what_it_takes_and_speaks_without_a_token(string verb, string path)
    {
        var answer = await Anyone.Send(HttpMethod.Options, path, null, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Content.Headers.Allow.ShouldContain(verb.ToUpperInvariant());
        answer.Content.Headers.Allow.ShouldContain("OPTIONS");
        foreach (var standard in (string[])["EPCIS", "CBV"])
            foreach (var bound in (string[])["Version", "Min", "Max"])
                Header(answer, $"GS1-{standard}-{bound}").ShouldBe("2.0.0");
        Header(answer, "GS1-EPC-Format").ShouldContain("Always_GS1_Digital_Link");
        Header(answer, "GS1-Extensions").ShouldBe($"{EventMaker.Prefix}={EventMaker.Namespace}");
        Header(answer, "GS1-Vendor-Version").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_capture_interface_says_how_much_it_takes_before_and_when_it_was_too_much()
    {
        var given = await Given.Cooperative(Host, Cancel);
        void ShouldTell(HttpResponseMessage answer) =>
            (Header(answer, "GS1-EPCIS-Capture-Limit"), Header(answer, "GS1-EPCIS-Capture-File-Size-Limit")).ShouldBe(("500", "8388608"));

        var discovered = await Anyone.Send(HttpMethod.Options, "/epcis/capture", null, Cancel);
        var refused = await given.Admin.GetAsync("/epcis/t/TooLarge/too-many-events", Cancel);

        ShouldTell(discovered);
        Header(discovered, "GS1-Capture-Error-Behaviour").ShouldBe("all");
        ShouldTell(refused);
        (await Anyone.Send(HttpMethod.Options, "/epcis/events", null, Cancel)).Headers.Contains("GS1-EPCIS-Capture-Limit").ShouldBeFalse();
    }

    [Fact]
    public async Task Its_root_lists_the_resources_that_are_there()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var root = await given.Admin.GetAsync("/epcis", Cancel).Json(200);

        (root.Text("@context"), root.Text("type")).ShouldBe(("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "Collection"));
        string[] members = [.. root["member"]!.AsArray().Select(member => member!.GetValue<string>())];
        members.ShouldContain("events");
        members.ShouldContain("capture");
        foreach (var member in members)
            (await Anyone.Send(HttpMethod.Options, "/epcis/" + member, null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent, member);
    }

    [Fact]
    public async Task Nothing_is_kept_for_a_page_token_so_none_is_let_go()
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await given.Admin.DeleteAsync("/epcis/nextPageToken/abc", Cancel).Problem(501, "not-implemented"))
            .Text("type").ShouldBe("epcisException:ImplementationException");
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/ld+json", "application/ld+json")]
    [InlineData("application/ld+json; profile=\"x\"", "application/ld+json")]
    [InlineData("application/xml, application/ld+json;q=0.5, */*;q=0.1", "application/ld+json")]
    [InlineData("application/json, application/ld+json", "application/json")]
    [InlineData("application/json;q=0, */*", "application/ld+json")]
    [InlineData("application/json;q=0, application/ld+json;q=0, */*", null)]
    [InlineData("text/html", null)]
    [InlineData("application/xml", null)]
    public async Task An_answer_is_json_or_linked_data_as_is_wanted_more(string? accept, string? mediaType)
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answer = await given.Admin.Send(HttpMethod.Get, "/epcis/events", null, Cancel, accept is null ? [] : [(Accept, accept)]);

        answer.StatusCode.ShouldBe(mediaType is null ? HttpStatusCode.NotAcceptable : HttpStatusCode.OK);
        if (mediaType is null) return;
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        (Header(answer, "GS1-EPCIS-Version"), Header(answer, "GS1-CBV-Version"), Header(answer, "GS1-Extensions"))
            .ShouldBe(("2.0.0", "2.0.0", $"{EventMaker.Prefix}={EventMaker.Namespace}"));
    }

    [Theory]
    [InlineData("GS1-EPCIS-Min", "1.2", "GS1-EPCIS-Max", "2.0.0", null)]
    [InlineData("GS1-EPCIS-Min", "2", "GS1-CBV-Max", "3.0", null)]
    [InlineData("GS1-EPCIS-Version", "2.0.1", "GS1-CBV-Version", "2.0", null)]
    [InlineData("GS1-CBV-XML-Format", "Always_URN", "GS1-EPC-Format", "No_Preference", null)]
    [InlineData("GS1-Extensions", "farm=https://farm.example/", "GS1-EPC-Format", "Always_EPC_URN", null)]
    [InlineData("GS1-EPCIS-Min", "2.1", "GS1-EPCIS-Max", "3.0", "406 version-not-acceptable")]
    [InlineData("GS1-EPCIS-Max", "1.2.0", "GS1-EPCIS-Min", "1.0", "406 version-not-acceptable")]
    [InlineData("GS1-CBV-Max", "1.2.2", "GS1-EPCIS-Max", "2.0", "406 version-not-acceptable")]
    [InlineData("GS1-CBV-Version", "1.2", "GS1-EPCIS-Version", "2.0", "406 version-not-acceptable")]
    [InlineData("GS1-EPCIS-Version", "two", "GS1-CBV-Version", "2.0", "400 header-invalid")]
    [InlineData("GS1-EPCIS-Min", "2.0", "GS1-EPCIS-Min", "1.0", "400 header-invalid")]
    [InlineData("GS1-EPCIS-Max", "99999999999", "GS1-CBV-Version", "2.0", "400 header-invalid")]
    [InlineData("GS1-EPC-Format", "always_epc_urn", "GS1-CBV-Version", "2.0", "400 header-invalid")]
    [InlineData("GS1-Extensions", "farm", "GS1-CBV-Version", "2.0", "400 header-invalid")]
    public async Task Headers_of_the_standard_are_read_and_versions_must_include_ours(string name, string value, string other, string second, string? refusal)
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answer = given.Admin.Send(HttpMethod.Get, "/epcis/events", null, Cancel, (name, value), (other, second));

        if (refusal is null) await answer.Json(200);
        else await answer.Problem(int.Parse(refusal[..3], System.Globalization.CultureInfo.InvariantCulture), refusal[4..]);
    }

    [Fact]
    public async Task Identifiers_are_links_unless_the_caller_wants_them_otherwise()
    {
        const string urn = "urn:epc:id:sgtin:0614141.107346.2017", link = "https://id.gs1.org/01/10614141073464/21/2017", place = "https://id.gs1.org/414/0614141073467";
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        foreach (var (coop, where) in ((Given, string)[])[(given, "urn:epc:id:sgln:0614141.07346.0"), (other, place)])
        {
            var document = $$"""
                {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z",
                "epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"2026-01-01T06:30:00+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE","epcList":["{{urn}}"],"readPoint":{"id":"{{where}}"} }] } }
                """;
            await coop.Admin.Post("/epcis/capture", document, Cancel).Json(202);
        }

        Task<HttpResponseMessage> Events(Given of, string? format) =>
            of.Admin.Send(HttpMethod.Get, "/epcis/events", null, Cancel, format is null ? [] : [("GS1-EPC-Format", format)]);
        async Task<string> Event(string? format) =>
            (await Events(given, format).Json(200))["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]![0]!.ToJsonString();
        foreach (var format in (string?[])[null, "Always_GS1_Digital_Link"])
            (await Event(format)).ShouldContain($"\"epcList\":[\"{link}\"],\"readPoint\":{{\"id\":\"{place}\"}}");
        foreach (var format in (string[])["Always_EPC_URN", "Never_Translates", "No_Preference"]) (await Event(format)).ShouldContain($"\"epcList\":[\"{urn}\"]");
        (await Events(other, "Always_EPC_URN").Problem(406, "epc-format-not-acceptable")).Text("detail").ShouldContain(place);
    }

    [Theory]
    [InlineData("Invalid", "invalid-epcis", 400, "ValidationException")]
    [InlineData("Invalid", "events-not-believable", 400, "ValidationException")]
    [InlineData("Invalid", "query-parameter-invalid", 400, "QueryParameterException")]
    [InlineData("Invalid", "query-invalid", 400, "QueryValidationException")]
    [InlineData("Invalid", "subscription-invalid", 400, "SubscriptionControlsException")]
    [InlineData("Unauthenticated", "token-missing", 401, "SecurityException")]
    [InlineData("Forbidden", "no-cooperative", 403, "SecurityException")]
    [InlineData("NotFound", "no-such-event", 404, "NoSuchNameException")]
    [InlineData("NotAcceptable", "not-acceptable", 406, "NotAcceptableException")]
    [InlineData("Conflict", "query-exists", 409, "ResourceAlreadyExistsException")]
    [InlineData("TooLarge", "too-many-events", 413, "CaptureLimitExceededException")]
    [InlineData("TooLarge", "query-too-large", 413, "QueryTooLargeException")]
    [InlineData("TooLarge", "query-too-complex", 413, "QueryTooComplexException")]
    [InlineData("UriTooLong", "uri-too-long", 414, "URITooLongException")]
    [InlineData("UnsupportedMedia", "body-not-json", 415, "UnsupportedMediaTypeException")]
    [InlineData("TooMany", "too-many-requests", 429, "ImplementationException")]
    [InlineData("NotImplemented", "not-implemented", 501, "ImplementationException")]
    [InlineData("Unavailable", "storage-unavailable", 503, "ImplementationException")]
    public async Task A_refusal_is_an_exception_of_the_standard_and_keeps_its_code(string kind, string code, int status, string exception) =>
        (await Anyone.GetAsync($"/epcis/t/{kind}/{code}", Cancel).Problem(status, code)).Text("type").ShouldBe("epcisException:" + exception);

    [Fact]
    public async Task Every_kind_of_refusal_has_an_exception()
    {
        foreach (var kind in Enum.GetNames<ErrorKind>())
        {
            var answer = await Anyone.GetAsync($"/epcis/t/{kind}/some-code", Cancel);
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"type\":\"epcisException:", customMessage: kind);
        }
    }

    [Fact]
    public async Task What_comes_from_before_and_beside_a_function_is_one_too()
    {
        var given = await Given.Cooperative(Host, Cancel);
        async Task ShouldBe(Task<HttpResponseMessage> answer, int status, string code, string exception) =>
            (await answer.Problem(status, code)).Text("type").ShouldBe("epcisException:" + exception);

        await ShouldBe(Anyone.GetAsync("/epcis/events", Cancel), 401, "token-missing", "SecurityException");
        await ShouldBe(given.FarmerUt.GetAsync("/epcis/events", Cancel), 403, "role-may-not", "SecurityException");
        await ShouldBe(given.Admin.GetAsync("/epcis/no/such/thing", Cancel), 404, "no-such-route", "NoSuchNameException");
        await ShouldBe(given.Admin.GetAsync("/EPCIS/nothing", Cancel), 404, "no-such-route", "NoSuchNameException");
        await ShouldBe(Anyone.Send(HttpMethod.Patch, "/epcis/events", null, Cancel), 405, "wrong-verb", "ValidationException");
        await ShouldBe(Anyone.GetAsync("/epcis/t/broken", Cancel), 500, "unexpected", "ImplementationException");
        (await Anyone.GetAsync("/epcisx", Cancel).Problem(404, "no-such-route")).Text("type").ShouldBe("https://agritrace.example/problems/no-such-route");
    }

    [Fact]
    public async Task A_body_of_another_kind_is_one_too()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answer = given.Admin.PostAsync("/epcis/capture", new StringContent("<x/>", Encoding.UTF8, new MediaTypeHeaderValue("application/xml")), Cancel);

        (await answer.Problem(415, "body-not-json")).Text("type").ShouldBe("epcisException:UnsupportedMediaTypeException");
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : $"no {name}";
}

using System.Net;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>A trace record that anybody can check, wherever the copy came from.</summary>
public sealed class SignedRecordTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_copy_holds_the_record_byte_for_byte_under_a_published_key_and_a_changed_copy_fails()
    {
        var given = await WithLot();

        var answer = await Anyone.GetAsync(given.TracePath() + "?format=jws", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/jose");
        var jws = await answer.Content.ReadAsStringAsync(Cancel);
        (ACopy.Header(jws).Text("alg"), ACopy.Header(jws).Text("typ")).ShouldBe(("ES256", "agritrace-trace+jws"));
        (await ACopy.Check(Anyone, jws, Cancel)).ShouldBe(await Anyone.GetByteArrayAsync(given.TracePath() + "?format=json", Cancel));
        (await ACopy.Check(Anyone, ACopy.Tampered(jws, "\"L1\"", "\"L2\""), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_copy_costs_the_one_read_that_the_record_costs_and_nothing_new_is_sent_to_who_has_it()
    {
        var given = await WithLot();
        var address = given.TracePath() + "?format=jws";
        HttpResponseMessage first = null!;

        var requests = await Host.Counter.OverHttpDuring(async () => first = await Anyone.GetAsync(address, Cancel));

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["blob GET"]);
        first.Headers.ETag!.IsWeak.ShouldBeTrue("two signatures of one record differ");
        (await Anyone.Send(HttpMethod.Get, address, null, Cancel, ("If-None-Match", first.Headers.ETag.ToString()))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_copy_opens_nothing_as_a_token()
    {
        var given = await WithLot();
        var jws = await Anyone.GetStringAsync(given.TracePath() + "?format=jws", Cancel);

        await Host.ClientOf(jws).GetAsync($"/api/coops/{given.Coop}/plots", Cancel).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task The_page_leads_to_its_signed_copy()
    {
        var given = await WithLot();

        var page = await Anyone.GetStringAsync(given.TracePath(), Cancel);

        page.ShouldContain($"{given.TracePath()}?format=jws");
        page.ShouldContain("Bản ghi có chữ ký số");
    }

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        // Until the index has it, the record may still be made anew.
        await Eventually.Holds(async () => (await given.Admin.GetAsync("/epcis/events", Cancel).Json(200)).ToJsonString().Contains("L1", StringComparison.Ordinal), "the index has it", Cancel);
        await given.TraceRecord();
        return given;
    }
}

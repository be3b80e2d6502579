using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AgriTrace.Functions.Identity;
using AgriTrace.Functions.Tests.Traceability;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class OnBehalfTests(House house) : HttpTests(house)
{
    /// <summary>The smallest picture that begins as a JPEG does.</summary>
    private static readonly byte[] Form = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 3, 0xFF, 0xD9];

    [Fact]
    public async Task A_helper_records_for_a_farmer_who_consented_and_the_record_names_both()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PutAsync(Between(given), null, Cancel).Json(200);

        var lot = await Harvest(given).Json(201);

        JsonNode? events = null;
        await Eventually.Holds(async () =>
        {
            events = await given.Admin.GetAsync($"/epcis/events?MATCH_anyEPCClass=https://id.gs1.org/01/{given.Gtin}/10/{lot.Text("lot")}", Cancel).Json(200);
            return events["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray().Count == 1;
        }, "the event is indexed", Cancel);
        var recorded = events!.ToJsonString();
        recorded.ShouldContain("\"agritrace:recordedBy\":\"bay\"");
        recorded.ShouldContain("\"agritrace:onBehalfOf\":\"ut\"");
    }

    [Fact]
    public async Task Without_consent_or_after_it_was_taken_back_a_helper_serves_nobody()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Harvest(given).Problem(403, "no-consent");
        await given.FarmerUt.PutAsync(Between(given), null, Cancel).Json(200);
        await Harvest(given).Json(201);

        await given.FarmerUt.DeleteAsync(Between(given), Cancel).Json(200);

        await Harvest(given).Problem(403, "no-consent");
    }

    [Fact]
    public async Task A_farmer_without_a_phone_consents_on_paper_and_the_photo_can_be_shown()
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await SendForm(given, Form).Json(200)).Text("form").ShouldBe("paper");

        await Harvest(given).Json(201);
        var photo = await given.Admin.GetAsync(Between(given) + "/form", Cancel);
        (await photo.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(Form);
        await given.FarmerBa.GetAsync(Between(given) + "/form", Cancel).Problem(403, "other-member");
    }

    [Fact]
    public async Task A_helper_does_not_revive_what_a_farmer_took_back_by_sending_a_form_again()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await SendForm(given, Form).Json(200);
        await SendForm(given, Form).Json(200);
        await given.FarmerUt.DeleteAsync(Between(given), Cancel).Json(200);

        await SendForm(given, Form).Problem(409, "consent-withdrawn");
        await SendForm(given, [.. Form, 4]).Problem(409, "consent-withdrawn");
        await Harvest(given).Problem(403, "no-consent");

        await SendForm(given.Admin, given, Form).Json(200);
        await Harvest(given).Json(201);
        await given.FarmerUt.DeleteAsync(Between(given), Cancel).Json(200);
        await given.FarmerUt.PutAsync(Between(given), null, Cancel).Json(200);
        await SendForm(given, Form).Json(200);
    }

    [Fact]
    public async Task A_form_that_is_no_picture_is_no_consent()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await SendForm(given, "<script>alert(1)</script>"u8.ToArray()).Problem(400, "not-a-photo");

        await Harvest(given).Problem(403, "no-consent");
    }

    [Fact]
    public async Task A_helper_gives_no_consents_and_moves_no_money_in_the_name_of_a_farmer()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PutAsync(Between(given), null, Cancel).Json(200);

        await given.Helper.Send(HttpMethod.Put, Between(given), null, Cancel, (Callers.OnBehalfOf, Given.Ut)).Problem(403, "helper-may-not");
        await given.Helper.Send(HttpMethod.Get, $"/api/coops/{given.Coop}/members/{Given.Ut}/devices", null, Cancel, (Callers.OnBehalfOf, Given.Ut)).Problem(403, "helper-may-not");
    }

    [Fact]
    public async Task A_consent_to_one_helper_is_none_to_another_and_a_farmer_serves_nobody()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PutAsync(Between(given), null, Cancel).Json(200);

        await given.FarmerBa.Send(HttpMethod.Post, $"/api/coops/{given.Coop}/lots", given.Harvest(), Cancel, (Callers.OnBehalfOf, Given.Ut)).Problem(403, "no-consent");
        await given.FarmerUt.PutAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/helpers/{Given.Ba}", null, Cancel).Problem(409, "not-a-helper");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ut,ba")]
    public async Task Whom_a_call_is_for_is_said_once_or_not_at_all(string whom)
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Send(HttpMethod.Get, $"/api/coops/{given.Coop}", null, Cancel, (Callers.OnBehalfOf, whom)).Problem(403, "no-consent");
    }

    private static string Between(Given given) => $"/api/coops/{given.Coop}/members/{Given.Ut}/helpers/{Given.Bay}";

    private static Task<HttpResponseMessage> Harvest(Given given) =>
        given.Helper.Send(HttpMethod.Post, $"/api/coops/{given.Coop}/lots", given.Harvest(), Cancel, (Callers.OnBehalfOf, Given.Ut));

    private static Task<HttpResponseMessage> SendForm(Given given, byte[] photo) => SendForm(given.Helper, given, photo);

    private static Task<HttpResponseMessage> SendForm(HttpClient by, Given given, byte[] photo) =>
        by.PutAsync(Between(given) + "/form", new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, Cancel);
}

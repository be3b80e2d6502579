using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Records;

public sealed class ImportEventsTests(House house) : HttpTests(house)
{
    private const string Header = "type,at,plot,place,member,gtin,lot,quantity,unit,activity,materialName,materialDose,intervalDays,temperature\r\n";

    [Fact]
    public async Task Good_rows_are_recorded_and_each_bad_one_is_told_with_its_line()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answer = await Import(given, Header + Spray(14) + Harvest(given, "L1") + Harvest(given, "L2", quantity: "nhiều") + Measure(given, "L1") + Measure(given, "L9")).Json(200);

        answer["recorded"]!.GetValue<int>().ShouldBe(3);
        Lines(answer, "rows").ShouldBe([2, 3, 5]);
        Told(answer).ShouldBe([(4, "fields-invalid", "$.quantity.value"), (6, "no-such-lot", null)]);
        (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Received.ShouldBe(312_500);
    }

    [Fact]
    public async Task The_same_file_again_records_nothing_twice_and_mended_rows_are_added()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var first = await Import(given, Header + Harvest(given, "L1") + Harvest(given, "L2", plot: "khong-co") + Measure(given, "L1")).Json(200);

        var again = await Import(given, Header + Harvest(given, "L1") + Harvest(given, "L2") + Measure(given, "L1")).Json(200);

        Told(first).ShouldBe([(3, "no-such-plot", null)]);
        again["recorded"]!.GetValue<int>().ShouldBe(3);
        foreach (var row in first["rows"]!.AsArray()) again["rows"]!.AsArray().ShouldContain(one => JsonNode.DeepEquals(one, row));
        (await given.Board(Cancel)).Lots.Values.Select(lot => lot.Received).ShouldBe([312_500, 312_500]);
    }

    [Fact]
    public async Task A_row_that_is_recorded_and_says_something_else_now_is_told()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Import(given, Header + Spray(14) + Spray(7)).Json(200);

        Told(await Import(given, Header + Spray(14) + Spray(21)).Json(200)).ShouldBe([(3, "idempotency-key-used", null)]);
    }

    [Fact]
    public async Task What_happens_to_a_lot_is_recorded_in_the_order_of_the_file()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var rows = string.Concat(Enumerable.Range(1, 12).Select(number => Harvest(given, "L" + number) + Measure(given, "L" + number)));

        var answer = await Import(given, Header + rows).Json(200);

        answer["errors"]!.AsArray().ShouldBeEmpty(answer.ToJsonString());
        Lines(answer, "rows").ShouldBe(Enumerable.Range(2, 24));
    }

    [Fact]
    public async Task A_number_that_no_whole_number_holds_is_a_fault_of_its_row()
    {
        var given = await Given.Cooperative(Host, Cancel);

        Told(await Import(given, Header + Harvest(given, "L1", quantity: "99999999999999999999")).Json(200)).ShouldBe([(2, "fields-invalid", "$.quantity.value")]);
    }

    [Fact]
    public async Task A_file_of_excel_with_semicolons_a_byte_order_mark_and_empty_rows_is_read()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var file = $"""
            Type;At;Plot;Member;GTIN;Lot;Quantity;Unit
            harvest;2026-01-20T06:30:00+07:00;{Given.UtsPlot};{Given.Ut};{given.Gtin};"L;1";312,5;KGM
            ;;;;;;;

            """;

        var answer = await Import(given, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file)]).Json(200);

        answer["recorded"]!.GetValue<int>().ShouldBe(1, answer.ToJsonString());
        (await given.Board(Cancel)).Lots.Values.Select(lot => (lot.Id.Lot, lot.Received)).ShouldBe([("L;1", 312_500)]);
    }

    [Fact]
    public async Task A_file_that_is_not_utf8_is_refused_with_its_first_such_line()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await Import(given, [.. Encoding.UTF8.GetBytes(Header + Spray(14)), .. Encoding.Latin1.GetBytes("cultivate,Mùa\r\n")]).Problem(400, "csv-not-utf8");

        problem["line"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_quote_that_never_closes_is_refused_with_its_line()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var note = "type,at,note\r\nweed,x,\"hai\r\ndòng\"\r\n";

        (await Import(given, note + "weed,x,\"mở\r\n\r\n").Problem(400, "csv-malformed"))["line"]!.GetValue<int>().ShouldBe(4);
        (await Import(given, note + "weed,x,\"mở\"x\r\n").Problem(400, "csv-malformed"))["line"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public async Task A_header_that_names_other_columns_is_refused_with_them()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await Import(given, "type,ngay,lot,lot\r\nwash,x,y,z\r\n").Problem(400, "csv-header-invalid");

        (problem["unknown"]!.ToJsonString(), problem["missing"]!.ToJsonString(), problem["twice"]!.ToJsonString()).ShouldBe(("""["ngay"]""", """["at"]""", """["lot"]"""));
        await Import(given, string.Empty).Problem(400, "csv-header-invalid");
        Told(await Import(given, "type,at\r\nwash,x,y\r\n").Json(200)).ShouldBe([(2, "csv-row-invalid", null)]);
    }

    [Fact]
    public async Task More_than_a_thousand_rows_or_a_mebibyte_is_refused_and_told_to_be_split()
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await Import(given, "type,at\r\n" + string.Concat(Enumerable.Repeat("wash,x\r\n", 1_001))).Problem(413, "import-too-large")).Text("detail").ShouldContain("Split");
        await Import(given, "type,at\r\n" + new string('x', 1_048_576)).Problem(413, "import-too-large");
        (await Import(given, "type,at\r\n" + string.Concat(Enumerable.Repeat("wash,x\r\n", 1_000))).Json(200))["errors"]!.AsArray().Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task A_file_needs_a_key_and_its_media_type()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Import(given, "type,at\r\n"u8.ToArray(), key: null).Problem(400, "idempotency-key");
        await given.Admin.Post($"/api/coops/{given.Coop}/events/import", new { }, Cancel, ("Idempotency-Key", "k")).Problem(415, "body-not-csv");
    }

    [Fact]
    public async Task A_farmer_imports_what_is_theirs()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answer = await Import(given, Encoding.UTF8.GetBytes(Header + Harvest(given, "L1") + Harvest(given, "L2", plot: Given.BasPlot)), client: given.FarmerUt).Json(200);

        Lines(answer, "rows").ShouldBe([2]);
        Told(answer).ShouldBe([(3, "not-your-plot", null)]);
    }

    private static string Spray(int days) =>
        string.Create(CultureInfo.InvariantCulture, $"cultivate,2026-01-05T06:10:00+07:00,{Given.UtsPlot},,,,,,,spray,Abatin 5.4EC,20 ml / 16 l,{days},\r\n");

    private static string Harvest(Given given, string lot, string quantity = "\"312,5\"", string plot = Given.UtsPlot) =>
        $"harvest,2026-01-20T06:30:00+07:00,{plot},,{Given.Ut},{given.Gtin},{lot},{quantity},KGM,,,,,\r\n";

    private static string Measure(Given given, string lot) => $"measure,2026-01-20T14:00:00+07:00,,{Given.Store},,{given.Gtin},{lot},,,,,,,-8.5\r\n";

    private static Task<HttpResponseMessage> Import(Given given, string file) => Import(given, Encoding.UTF8.GetBytes(file));

    private static async Task<HttpResponseMessage> Import(Given given, byte[] file, string? key = "k1", HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/coops/{given.Coop}/events/import") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await (client ?? given.Admin).SendAsync(request, Cancel);
    }

    private static int[] Lines(JsonNode answer, string list) => [.. answer[list]!.AsArray().Select(row => row!["line"]!.GetValue<int>())];

    private static (int, string, string?)[] Told(JsonNode answer) =>
        [.. answer["errors"]!.AsArray().Select(row => (row!["line"]!.GetValue<int>(), row.Text("code"), row["errors"]?[0]?.Text("path")))];
}

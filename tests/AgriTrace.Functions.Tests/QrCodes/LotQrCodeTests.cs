using System.Diagnostics;
using System.Net;
using AgriTrace.Functions.Tests.Traceability;

namespace AgriTrace.Functions.Tests.QrCodes;

public sealed class LotQrCodeTests(House house) : HttpTests(house)
{
    [Theory]
    [InlineData("L1")]
    [InlineData("A+1%&\"'")]
    [InlineData("2026.11.20-(05);=*!?<")]
    public async Task The_picture_decodes_to_the_digital_link_of_the_lot(string lot)
    {
        var given = await Given.Cooperative(Host, Cancel);
        lot = lot.Length > 20 ? lot[..20] : lot;
        var link = (await given.Admin.PostLot(given, given.Harvest(lot)).Json(201)).Text("digitalLink");

        var picture = await Anyone.GetAsync($"/qr/01/{given.Gtin}/10/{Uri.EscapeDataString(lot)}.png", Cancel);

        picture.StatusCode.ShouldBe(HttpStatusCode.OK);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        picture.Headers.CacheControl!.MaxAge!.Value.ShouldBeGreaterThan(TimeSpan.FromDays(1));
        (await Decode(await picture.Content.ReadAsByteArrayAsync(Cancel))).ShouldBe(link);
    }

    [Fact]
    public async Task A_product_without_gtin_has_its_code_too_and_a_label_can_be_printed_at_any_size()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var link = (await given.Admin.PostLot(given, new
        {
            product = Given.OwnProduct,
            lot = "M1",
            plot = Given.UtsPlot,
            member = Given.Ut,
            quantity = new { value = 1, unit = "KGM" },
            harvestedAt = "2026-01-20T06:30:00+07:00",
        }).Json(201)).Text("digitalLink");

        var svg = await Anyone.GetAsync($"/qr/p/{given.Coop}/{Given.OwnProduct}/M1.svg", Cancel);

        svg.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await svg.Content.ReadAsStringAsync(Cancel)).ShouldStartWith("<svg");
        (await Decode(await Anyone.GetByteArrayAsync($"/qr/p/{given.Coop}/{Given.OwnProduct}/M1.png", Cancel))).ShouldBe(link);
    }

    [Fact]
    public async Task A_code_costs_one_read()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);

        var requests = await Host.Counter.OverHttpDuring(async () => (await Anyone.GetAsync($"/qr/01/{given.Gtin}/10/L1.svg", Cancel)).EnsureSuccessStatusCode());

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["table GET"]);
    }

    [Theory]
    [InlineData("/qr/01/09521141012345/10/NONE.svg", 404, "no-such-lot")]
    [InlineData("/qr/01/09521141012345/10/L1.gif", 404, "no-such-route")]
    [InlineData("/qr/01/09521141012345/10/L1", 404, "no-such-route")]
    [InlineData("/qr/01/09521141012346/10/L1.svg", 400, "wrong-check-digit")]
    public async Task What_is_no_lot_has_no_code(string path, int status, string code) =>
        await Anyone.GetAsync(path, Cancel).Problem(status, code);

    private static async Task<string> Decode(byte[] png)
    {
        var file = Path.Combine(Path.GetTempPath(), $"agritrace-{Guid.NewGuid():N}.png");
        await File.WriteAllBytesAsync(file, png, Cancel);
        try
        {
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", "--raw", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = await zbar.StandardOutput.ReadToEndAsync(Cancel);
            await zbar.WaitForExitAsync(Cancel);
            return text.TrimEnd('\n');
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("zbarimg is not there: install zbar-tools.");
            return string.Empty;
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Infra.QrCodes.Labels;

namespace AgriTrace.Infra.Tests.QrCodes.Labels;

public sealed class PdfLabelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a4-24", 24, 150)]
    [InlineData("a4-24", 24, 300)]
    [InlineData("a4-21", 21, 300)]
    [InlineData("roll-50x30", 1, 203)]
    [InlineData("roll-50x30", 1, 300)]
    [InlineData("roll-70x40", 1, 150)]
    public async Task Every_code_of_a_printed_sheet_decodes_to_its_own_item(string layout, int perSheet, int dpi)
    {
        var run = ALabel.Run(ALabel.Batch(perSheet, layout));

        var sheet = await PdfReader.Draw(ALabel.Draw(run), page: 1, dpi, Cancel);

        (await QrReader.Read(sheet, Cancel)).Split('\n').ShouldBe(ALabel.LinksOf(run, 0, perSheet), ignoreOrder: true);
        if (dpi == 300) await Keep($"labels.{layout}", sheet);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1200)]
    public async Task Each_label_of_a_fine_print_decodes_by_itself(int dpi)
    {
        var run = ALabel.Run(ALabel.Batch(24));
        var pdf = ALabel.Draw(run);

        foreach (var index in (int[])[0, 10, 23])
            (await QrReader.Read(await PdfReader.Draw(pdf, page: 1, dpi, Cancel, PlaceOf(run, index)), Cancel)).ShouldBe(ALabel.LinksOf(run, index, 1)[0]);
    }

    [Fact]
    public async Task Small_labels_decode_where_the_link_of_the_lot_is_short()
    {
        var run = ALabel.Run(ALabel.Batch(65, "a4-65", serials: LabelSerials.None, lot: ALabel.Lot with { Lot = "L1" }), site: new Uri("https://hx.vn"));
        var pdf = ALabel.Draw(run);

        foreach (var index in (int[])[0, 32, 64])
            (await QrReader.Read(await PdfReader.Draw(pdf, page: 1, 300, Cancel, PlaceOf(run, index)), Cancel)).ShouldBe("https://hx.vn/01/08938505970011/10/L1");
        await Keep("labels.a4-65", await PdfReader.Draw(pdf, page: 1, 300, Cancel));
    }

    private static (double X, double Y, double Width, double Height) PlaceOf(LabelRun run, int index) =>
        (run.Layout.PlaceOf(index).X, run.Layout.PlaceOf(index).Y, run.Layout.Width, run.Layout.Height);

    [Fact]
    public async Task A_label_says_what_the_law_asks_for()
    {
        var words = await PdfReader.Words(ALabel.Draw(ALabel.Run(ALabel.Batch(1, "roll-70x40"))), Cancel);

        words = words.ReplaceLineEndings(" ");
        foreach (var word in (string[])["Bưởi Năm Roi Mỹ Hòa", "Khối lượng tịnh: 1,2 kg", "NSX: 20/11/2026", "Đóng gói: 21/11/2026", "HSD: 20/12/2026", "Xuất xứ: Việt Nam",
            "Chịu trách nhiệm hàng hóa: Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Địa chỉ: Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long", "(01)08938505970011", "(10)BNR-261120-7KQ2M", "(21)"])
            words.ShouldContain(word);
    }

    [Theory]
    [InlineData("a4-24", "595.276 x 841.89 pts (A4)", 2)]
    [InlineData("roll-50x30", "141.732 x 85.0394 pts", 30)]
    public async Task A_page_has_the_size_of_the_paper(string layout, string size, int pages)
    {
        var about = await PdfReader.About(ALabel.Draw(ALabel.Run(ALabel.Batch(30, layout))), Cancel);

        about.ShouldContain(size);
        about.ShouldContain($"Pages:           {pages}\n");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("Bưởi\u0007 \u202Eđảo\u2066", "đảo")]
    [InlineData("柚子 😀 Bưởi", "Bưởi")]
    public async Task Hostile_text_is_text(string name, string shown)
    {
        var words = await PdfReader.Words(ALabel.Draw(ALabel.Run(ALabel.Batch(1, "roll-70x40", facts: ALabel.Facts with { Product = name }))), Cancel);

        words.ReplaceLineEndings(string.Empty).ShouldContain(shown);
    }

    [Fact]
    public void Every_letter_that_there_is_at_once_is_drawn_without_a_fault()
    {
        var name = new string([.. Enumerable.Range(0x20, 0xD7FF - 0x20).Where(code => code % 7 == 0).Take(200).Concat(Enumerable.Range(0x1EA0, 90)).Select(code => (char)code)]);
        ALabel.Draw(ALabel.Run(ALabel.Batch(2, facts: ALabel.Facts with { Product = name, Address = name }))).Length.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task A_run_without_serial_numbers_has_one_code()
    {
        var run = ALabel.Run(ALabel.Batch(24, serials: LabelSerials.None));

        var read = await QrReader.Read(await PdfReader.Draw(ALabel.Draw(run), page: 1, 300, Cancel), Cancel);

        read.Split('\n').ShouldBe(Enumerable.Repeat(ALabel.Lot.DigitalLink(ALabel.Site), 24));
    }

    private static Task Keep(string name, byte[] png)
    {
        Directory.CreateDirectory(Repository.Path("artifacts", "screenshots"));
        return File.WriteAllBytesAsync(Repository.Path("artifacts", "screenshots", name + ".png"), png, Cancel);
    }
}

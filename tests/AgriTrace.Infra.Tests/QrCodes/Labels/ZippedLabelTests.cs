using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using AgriTrace.Domain.QrCodes.Labels;

namespace AgriTrace.Infra.Tests.QrCodes.Labels;

public sealed class ZippedLabelTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_picture_decodes_to_its_own_item_and_is_named_by_it()
    {
        var run = ALabel.Run(ALabel.Batch(5, format: LabelFormat.Png, serials: LabelSerials.Sequential));

        var files = Unzip(ALabel.Draw(run));

        files.Select(file => file.Name).First().ShouldStartWith("label-000001-0000005000");
        var links = ALabel.LinksOf(run, 0, 5);
        for (var index = 0; index < 5; index++)
        {
            (await QrReader.Read(files[index].Content, Cancel)).ShouldBe(links[index]);
            files[index].Name.ShouldContain(links[index][^20..]);
        }
    }

    [Theory]
    [InlineData(150)]
    [InlineData(300)]
    public async Task A_drawn_label_decodes_at_any_size(int dpi)
    {
        var run = ALabel.Run(ALabel.Batch(2, "roll-50x30", LabelFormat.Svg));
        var files = Unzip(ALabel.Draw(run));
        await using var browser = new Browser();
        await browser.InitializeAsync();
        var page = await browser.Open(((int)(50 / 25.4 * dpi), (int)(30 / 25.4 * dpi)));

        foreach (var (file, link) in files.Zip(ALabel.LinksOf(run, 0, 2)))
        {
            await page.SetContentAsync($"<body style='margin:0'><img style='width:100vw' src='data:image/svg+xml;base64,{Convert.ToBase64String(file.Content)}'>");
            (await QrReader.Read(await page.ScreenshotAsync(), Cancel)).ShouldBe(link);
        }

        if (dpi == 300) await Browser.Screenshot(page, "label.svg");
    }

    [Fact]
    public void A_drawing_has_the_size_of_the_label_and_modules_that_every_phone_reads()
    {
        var drawing = XDocument.Parse(Encoding.UTF8.GetString(Unzip(ALabel.Draw(ALabel.Run(ALabel.Batch(1, "roll-50x30", LabelFormat.Svg))))[0].Content)).Root!;

        (drawing.Attribute("width")!.Value, drawing.Attribute("height")!.Value, drawing.Attribute("viewBox")!.Value).ShouldBe(("50mm", "30mm", "0 0 50 30"));
        var scale = drawing.Elements(Svg + "path").Last().Attribute("transform")!.Value.Split("scale(")[1].TrimEnd(')');
        double.Parse(scale, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(LabelLayout.MinModule);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & \"x\"")]
    [InlineData("]]><!--&amp;\u0000\u000B\uFFFE")]
    public void Hostile_text_is_text(string name)
    {
        var facts = ALabel.Facts with { Product = name, Producer = name, Address = name };

        var drawing = XDocument.Parse(Encoding.UTF8.GetString(Unzip(ALabel.Draw(ALabel.Run(ALabel.Batch(1, "roll-70x40", LabelFormat.Svg, facts: facts))))[0].Content));

        drawing.Descendants().Select(element => element.Name.LocalName).Distinct().ShouldBe(["svg", "path", "text"]);
        string.Concat(drawing.Descendants(Svg + "text").Select(text => text.Value)).ShouldContain(name[..3]);
    }

    [Fact]
    public void The_same_file_made_again_is_the_same()
    {
        var batch = ALabel.Batch(1_200, format: LabelFormat.Svg);
        var (first, again) = (ALabel.Draw(ALabel.Run(batch), 1), ALabel.Draw(ALabel.Run(batch), 1));

        Unzip(first).Select(file => file.Name).ShouldBe(Unzip(again).Select(file => file.Name));
        Unzip(first).Count.ShouldBe(200);
    }

    private static IReadOnlyList<(string Name, byte[] Content)> Unzip(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            return (entry.Name, content.ToArray());
        })];
    }
}

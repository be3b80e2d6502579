using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Infra.QrCodes.Labels;

namespace AgriTrace.Infra.Tests.QrCodes.Labels;

public sealed class LabelDesignTests
{
    private const string Long = "Bưởi Năm Roi đặc sản sấy dẻo không đường của bà con nông dân trồng theo VietGAP bên bờ sông Hậu ";

    public static TheoryData<string, string, string> Texts()
    {
        var texts = new TheoryData<string, string, string>();
        foreach (var layout in (string[])["a4-24", "a4-21", "roll-50x30", "roll-70x40"])
            foreach (var (name, address) in ((string, string)[])[("Bưởi", "Vĩnh Long"), (Long + Long, Long + Long + Long + Long + Long), (new string('W', 200), new string('m', 500)), ("😀\u0000\u202E", "\n\n\n.")])
                texts.Add(layout, name, address);
        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Nothing_overlaps_and_all_stays_within_the_margins_of_the_label(string layout, string name, string address)
    {
        var run = ALabel.Run(ALabel.Batch(1, layout, facts: ALabel.Facts with { Product = name, Producer = name, Address = address }));

        var (design, paper) = (run.Design, run.Layout);
        var code = run.LabelsOf(run.Batch.Files.Single()).Single().Code.Size * design.Module;
        var lines = design.Lines.Append(design.SerialLine(run.Batch, new string('W', SerialCodec.Length))).ToArray();
        lines.ShouldAllBe(line => line.X >= paper.Margin && line.X + line.Width <= paper.Width - paper.Margin + 0.001);
        lines.ShouldAllBe(line => line.Y + (line.Size * (LabelText.LineHeight - LabelText.Ascent)) <= paper.Height - paper.Margin + 0.001);
        lines.ShouldAllBe(line => line.X >= design.X + code || line.Y - (line.Size * LabelText.Ascent) >= design.Y + code - 0.001, "the quiet zone is quiet");
        foreach (var column in lines.GroupBy(line => line.X))
            column.OrderBy(line => line.Y).Zip(column.OrderBy(line => line.Y).Skip(1)).ShouldAllBe(pair => pair.Second.Y - pair.First.Y >= (pair.Second.Size * LabelText.Ascent) - 0.001);
    }

    [Fact]
    public void A_text_that_is_too_long_is_shrunk_to_the_smallest_letters_and_then_cut_with_an_ellipsis()
    {
        var lines = ALabel.Run(ALabel.Batch(1, "roll-50x30", facts: ALabel.Facts with { Address = string.Concat(Enumerable.Repeat(Long, 5)) })).Design.Lines;

        lines.ShouldContain(line => line.Text.EndsWith('…'));
        lines.ShouldContain(line => line.Text == "HSD: 20/12/2026", "dates are never cut");
        lines.Where(line => line.X > 10).ShouldAllBe(line => line.Size >= LabelText.MinSize - 0.001);
    }

    [Theory]
    [InlineData("a4-24")]
    [InlineData("a4-21")]
    [InlineData("roll-50x30")]
    [InlineData("roll-70x40")]
    public void No_module_is_smaller_than_what_every_phone_reads(string layout) =>
        ALabel.Run(ALabel.Batch(1, layout)).Design.Module.ShouldBeGreaterThanOrEqualTo(0.396);

    [Fact]
    public void A_layout_in_which_the_longest_link_cannot_be_printed_large_enough_is_refused_and_others_are_named()
    {
        var batch = ALabel.Batch(1, "a4-65");
        var size = LabelRun.SizeOf(batch, ALabel.Site);

        LabelDesign.Of(LabelLayout.Find("a4-65")!, batch, size).ShouldBeNull();
        LabelLayout.All.Where(layout => LabelDesign.Of(layout, batch, size) is not null).Select(layout => layout.Name).ShouldBe(["a4-24", "a4-21", "roll-50x30", "roll-70x40"]);
    }

    [Fact]
    public void A_label_leaves_room_to_write_the_weight_where_nobody_gave_it() =>
        ALabel.Run(ALabel.Batch(1, facts: ALabel.Facts with { NetWeight = null, PackedOn = null })).Design.Lines.ShouldContain(line => line.Text.StartsWith("Khối lượng tịnh: ....", StringComparison.Ordinal));

    [Theory]
    [InlineData("0.5", "KGM", "Khối lượng tịnh: 0,5 kg")]
    [InlineData("250", "GRM", "Khối lượng tịnh: 250 g")]
    [InlineData("12", "H87", "Số lượng: 12")]
    [InlineData("1.5", "LTR", "Thể tích thực: 1,5 l")]
    public void A_weight_is_written_as_people_in_Viet_Nam_write_it(string value, string unit, string line) =>
        (ALabel.Facts with { NetWeight = new Quantity(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), unit) }).Lines[0].ShouldBe(line);
}

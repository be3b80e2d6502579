using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.QrCodes.Labels;

public sealed class LabelOrderTests
{
    private static readonly LabelInput Good = new("L1", 1_000, LabelSerials.Random, LabelFormat.Pdf, "a4-24", Gtin: "08938505970011");

    [Fact]
    public void An_order_names_a_lot_by_gtin_or_by_the_cooperatives_own_product()
    {
        Good.Read("htx").Value.Lot.ShouldBe(new LotId(new ProductId("08938505970011"), "L1"));
        (Good with { Gtin = null, Product = "mut-buoi" }).Read("htx").Value.Lot.ShouldBe(new LotId(new ProductId("htx/mut-buoi"), "L1"));
        (Good with { Product = "mut-buoi" }).Read("htx").Error.ShouldBe(CatalogueErrors.OneProduct);
        (Good with { Gtin = null }).Read("htx").Error.ShouldBe(CatalogueErrors.OneProduct);
        (Good with { Gtin = "08938505970012" }).Read("htx").Error!.Code.ShouldBe("wrong-check-digit");
    }

    [Fact]
    public void Over_the_limit_the_refusal_names_the_limit()
    {
        (Good with { Count = LabelBatch.MaxCount }).Read("htx").IsOk.ShouldBeTrue();
        var error = (Good with { Count = LabelBatch.MaxCount + 1 }).Read("htx").Error!;
        error.Detail.ShouldContain("100,000");
        error.Facts["max"].ShouldBe(100_000);
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        (Good with { Count = 0, Lot = "a/b", Layout = "a5", NetWeight = new Quantity(0, "XXX") }).Read("htx").Error!.Faults.Select(fault => fault.Path)
            .ShouldBe(["$.count", "$.lot", "$.layout", "$.netWeight.value", "$.netWeight.unit"]);

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(1_000, new[] { 1_000 })]
    [InlineData(2_001, new[] { 1_000, 1_000, 1 })]
    public void A_run_is_cut_into_files_of_a_thousand_labels_without_a_gap(int count, int[] sizes)
    {
        var files = Batch(count).Files.ToArray();

        files.Select(file => file.Count).ShouldBe(sizes);
        files.Select(file => file.From).ShouldBe(files.Select(file => file.Index * 1_000));
        files[^1].End.ShouldBe(count);
    }

    [Fact]
    public void Labels_are_numbered_from_the_first_number_of_the_run_on()
    {
        Batch(2).SerialOf(70, 1).ShouldBe(new ItemSerial(SerialKind.Random, 71));
        (Batch(2) with { Serials = LabelSerials.Sequential }).SerialOf(70, 0).ShouldBe(new ItemSerial(SerialKind.Sequential, 70));
        (Batch(2) with { Serials = LabelSerials.None }).SerialOf(70, 0).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Labels_of_a_layout_lie_beside_each_other_and_on_the_paper(string name)
    {
        var layout = LabelLayout.Find(name)!;
        var places = Enumerable.Range(0, layout.PerPage).Select(layout.PlaceOf).ToArray();

        places.ShouldAllBe(place => place.X >= 0 && place.Y >= 0 && place.X + layout.Width <= layout.PageWidth + 0.01 && place.Y + layout.Height <= layout.PageHeight + 0.01);
        for (var one = 0; one < places.Length; one++)
            for (var other = 0; other < one; other++)
                (Math.Abs(places[one].X - places[other].X) > layout.Width - 0.01 || Math.Abs(places[one].Y - places[other].Y) > layout.Height - 0.01).ShouldBeTrue($"{one} and {other}");
    }

    public static TheoryData<string> Layouts() => [.. LabelLayout.All.Select(layout => layout.Name)];

    private static LabelBatch Batch(int count) => new(
        Guid.Empty, "htx", new LotId(new ProductId("08938505970011"), "L1"), count, LabelSerials.Random, LabelFormat.Pdf, "a4-24",
        new LabelFacts("Bưởi", null, default, null, default, "HTX", "Vĩnh Long"), default, "admin", "{}");
}

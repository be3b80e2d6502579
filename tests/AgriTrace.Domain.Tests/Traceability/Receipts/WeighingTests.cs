using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Receipts;

namespace AgriTrace.Domain.Tests.Traceability.Receipts;

public sealed class WeighingTests
{
    [Fact]
    public void Net_is_gross_without_tare_and_deduction_and_each_grade_is_a_lot()
    {
        var (receipt, lots) = AWeighing.Weigh(AWeighing.Input()).Value;

        receipt.Lines.Select(line => line.Weighed.Net).ShouldBe([98_750, 40_000]);
        lots.Select(lot => (lot.Grade, lot.Stock, lot.Unit, lot.Member, lot.Plot)).ShouldBe([("Loại 1", 98_750, "KGM", "ut", "vuon"), ("Loại 2", 40_000, "KGM", "ut", "vuon")]);
        receipt.Lines.Select(line => line.Lot).ShouldBe(lots.Select(lot => lot.Id));
        lots.Select(lot => lot.Id.Lot).ShouldAllBe(number => number.StartsWith("261120-"));
        (receipt.Net, receipt.Due.Amount, receipt.AwaitsPrice).ShouldBe((138_750, 2_468_750, true));
    }

    [Fact]
    public void The_same_key_gives_the_same_slip_and_lots_and_another_key_others()
    {
        var (one, same, other) = (AWeighing.Weigh(AWeighing.Input()).Value, AWeighing.Weigh(AWeighing.Input()).Value, AWeighing.Weigh(AWeighing.Input(), record: RecordId.OfKey("htx", "k2")).Value);

        same.Receipt.Id.ShouldBe(one.Receipt.Id);
        same.Lots.Select(lot => lot.Id).ShouldBe(one.Lots.Select(lot => lot.Id));
        other.Receipt.Id.ShouldNotBe(one.Receipt.Id);
        other.Lots.Select(lot => lot.Id).Intersect(one.Lots.Select(lot => lot.Id)).ShouldBeEmpty();
        one.Lots.Select(lot => lot.RecordId).ShouldBeUnique();
    }

    [Fact]
    public void Two_grades_of_one_weight_are_two_lots_even_where_their_numbers_would_meet() =>
        AWeighing.Weigh(AWeighing.Input(AWeighing.Second, AWeighing.Second with { Grade = "Loại 3" })).Value.Lots.Select(lot => lot.Content).ShouldBeUnique();

    [Fact]
    public void Later_slips_come_first_in_the_order_of_their_ids()
    {
        var ids = Enumerable.Range(0, 5).Select(day => TimedId.Of(AWeighing.Now.AddDays(day), AWeighing.Record.Text)).ToArray();

        ids.Order(StringComparer.Ordinal).ShouldBe(ids.Reverse());
        ids.ShouldAllBe(id => TimedId.IsOne(id));
        TimedId.IsOne(ids[0][1..]).ShouldBeFalse();
        TimedId.IsOne(ids[0].ToUpperInvariant()).ShouldBeFalse();
    }

    [Fact]
    public void Pieces_are_counted_in_the_products_unit_and_priced_by_the_piece()
    {
        var (receipt, lots) = AWeighing.Weigh(AWeighing.Input(new ReceiptLineInput("Loại 1", 100, 0, AWeighing.Fixed(30_000))) with { Unit = "H87" }).Value;

        (lots[0].Stock, lots[0].Unit, lots[0].Quantity).ShouldBe((120_000, "KGM", new Quantity(100, "H87")));
        receipt.Due.Amount.ShouldBe(3_000_000);
    }

    [Fact]
    public void An_odd_amount_is_rounded_once_a_line() =>
        AWeighing.Slip(new ReceiptLineInput("Loại 1", 1.235m, 0, AWeighing.Fixed(65_500))).Due.Amount.ShouldBe(80_893);

    public static TheoryData<string, ReceiptLineInput> BadLines => new()
    {
        { "$.lines[0].tare", AWeighing.Second with { Tare = 41 } },
        { "$.lines[0].tare", AWeighing.Second with { Tare = 40 } },
        { "$.lines[0].tare", AWeighing.Second with { Tare = -1 } },
        { "$.lines[0].tare", AWeighing.Second with { Tare = 0.0005m } },
        { "$.lines[0].gross", AWeighing.Second with { Gross = 0 } },
        { "$.lines[0].gross", AWeighing.Second with { Gross = 40.1234m } },
        { "$.lines[0].gross", AWeighing.Second with { Gross = 1_000_000_001 } },
        { "$.lines[0].deduction.quantity", AWeighing.Second with { Tare = 30, Deduction = new(10, "Lá") } },
        { "$.lines[0].deduction.quantity", AWeighing.Second with { Deduction = new(0, "Lá") } },
        { "$.lines[0].deduction.reason", AWeighing.Second with { Deduction = new(1, " ") } },
        { "$.lines[0].deduction.reason", AWeighing.Second with { Deduction = new(1, new string('x', 201)) } },
        { "$.lines[0].grade", AWeighing.Second with { Grade = "" } },
        { "$.lines[0].grade", AWeighing.Second with { Grade = new string('x', 41) } },
        { "$.lines[0].price.amount", AWeighing.Second with { Price = new(PriceKind.Fixed) } },
        { "$.lines[0].price.amount", AWeighing.Second with { Price = new(PriceKind.Later, new Money(1, "VND")) } },
        { "$.lines[0].price.amount", AWeighing.Second with { Price = new(PriceKind.Consigned, new Money(1, "VND")) } },
        { "$.lines[0].price.amount", new("Loại 1", 1_000_000_000, 0, AWeighing.Fixed(1_000_000_000)) },
        { "$.lines[0].price.amount.amount", AWeighing.Second with { Price = AWeighing.Fixed(0) } },
        { "$.lines[0].price.amount.currency", AWeighing.Second with { Price = new(PriceKind.Fixed, new Money(1, "USD")) } },
    };

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_line_that_cannot_be_is_named(string path, ReceiptLineInput line) =>
        Paths(AWeighing.Read(AWeighing.Input(line))).ShouldBe([path]);

    [Fact]
    public void Every_fault_of_a_slip_is_named_at_once()
    {
        var input = new ReceiptInput("Út", "Vườn", "hôm nay", [AWeighing.First with { Tare = 200 }, AWeighing.First with { Grade = "loại 1" }], Unit: "KILO", Note: "\u0007");

        Paths(AWeighing.Read(input)).ShouldBe(
            ["$.gtin", "$.plot", "$.member", "$.unit", "$.at", "$.lines[0].tare", "$.lines[1].grade", "$.note"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_slip_has_one_to_ten_lines(int count) =>
        Paths(AWeighing.Read(AWeighing.Input() with { Lines = [.. Enumerable.Range(0, count).Select(number => AWeighing.Second with { Grade = $"Loại {number}" })] })).ShouldBe(["$.lines"]);

    [Fact]
    public void Nothing_is_weighed_from_a_plot_before_it_is_recorded_of() =>
        Paths(AWeighing.Weigh(AWeighing.Input() with { At = "2025-12-31T23:59:59+07:00" })).ShouldBe(["$.at"]);

    [Fact]
    public void A_unit_that_the_product_does_not_have_is_a_fault_of_the_slip() =>
        Paths(AWeighing.Weigh(AWeighing.Input() with { Unit = "LTR" })).ShouldBe(["$.unit"]);

    [Fact]
    public void A_farmer_weighs_in_from_their_own_plot_only()
    {
        AWeighing.Weigh(AWeighing.Input(), new Caller(Role.Farmer, "htx", "ba")).Error.ShouldBe(TraceabilityErrors.NotYourPlot);
        AWeighing.Weigh(AWeighing.Input(AWeighing.Second), new Caller(Role.Farmer, "htx", "ut")).IsOk.ShouldBeTrue();
        AWeighing.Weigh(AWeighing.Input(), new Caller(Role.Farmer, "htx", "ut")).Error.ShouldBe(ReceiptErrors.PriceNotYours);
    }

    private static string[] Paths<T>(Result<T> refused) => [.. refused.Error!.Faults.Select(fault => fault.Path)];
}

using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

/// <summary>Which fields a type has, and the bounds of their values.</summary>
public sealed class EventRecordTests
{
    private static readonly EventInput Full = new(
        RecordType.Pack, AFarm.At, "nha", "nha", "nha", "p1", "ut", FieldActivity.Spray, "x", "x", "x", 1, AFarm.Pomelo.Key, null, "L1", new Quantity(1, "KGM"), "x",
        [AFarm.Share("A", 2), AFarm.Share("B", 2)], [AFarm.Share("C", 1), AFarm.Share("D", 1)], "S1", [AFarm.Share("A", 1)], InspectionResult.Pass, "x", 1, 1, "x", "x");

    public static TheoryData<RecordType> Types => [.. Enum.GetValues<RecordType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_has_a_shape_and_names_each_field_that_it_needs(RecordType type)
    {
        var shapes = RecordShape.All.Where(shape => shape.Type == type).ToArray();

        shapes.Length.ShouldBeInRange(1, 2);
        AFarm.Input(type).Faults().ShouldBeSubsetOf([.. shapes[0].Required.Select(name => "$." + name), "$.gtin", "$.temperature"]);
        foreach (var name in shapes[0].Required) AFarm.Input(type).Faults().ShouldContain("$." + name);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_field_that_does_not_belong_to_a_type_is_a_fault_that_names_the_type(RecordType type)
    {
        var shape = RecordShape.All.Last(shape => shape.Type == type);
        var input = shape.Makes ? Full with { Type = type } : Full with { Type = type, Inputs = null, Outputs = null };

        var foreign = input.Read().Error!.Faults.Where(fault => fault.Message.Contains("does not belong to " + type.ToString().ToLowerInvariant(), StringComparison.Ordinal)).Select(fault => fault.Path[2..]).ToArray();

        string[] absent = shape.Makes ? ["product"] : ["product", "inputs", "outputs"];
        foreign.ShouldBe(RecordShape.All.SelectMany(one => one.Required.Concat(one.Optional)).Distinct().Except([.. shape.Required, .. shape.Optional, .. absent]), ignoreOrder: true);
    }

    [Fact]
    public void A_time_lies_at_most_an_hour_ahead_and_the_fault_tells_the_time_of_the_server()
    {
        var input = AFarm.OfLot(RecordType.Wash);

        (input with { At = "2026-11-20T08:00:00+07:00" }).Read().IsOk.ShouldBeTrue();
        (input with { At = "2026-11-20T08:00:01+07:00" }).Read().Error!.Faults.Single().Message.ShouldContain("2026-11-20T07:00:00+07:00");
        (input with { At = "1999-12-31T23:59:59Z" }).Faults().ShouldBe(["$.at"]);
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-60.01, false)]
    [InlineData(80, true)]
    [InlineData(80.01, false)]
    [InlineData(8.555, false)]
    public void A_temperature_has_bounds_and_two_decimals(double value, bool isGood) =>
        (AFarm.OfLot(RecordType.Measure) with { Temperature = (decimal)value }).Read().IsOk.ShouldBe(isGood);

    [Theory]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(100.5, false)]
    [InlineData(-1, false)]
    public void A_humidity_is_a_percentage(double value, bool isGood) =>
        (AFarm.OfLot(RecordType.Measure) with { Humidity = (decimal)value }).Read().IsOk.ShouldBe(isGood);

    [Fact]
    public void A_measurement_has_one_of_two_values_and_needs_no_place()
    {
        AFarm.OfLot(RecordType.Measure).Faults().ShouldBe(["$.temperature"]);
        (AFarm.OfLot(RecordType.Measure) with { Place = null, Humidity = 80 }).Read().IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Texts_are_bounded_and_may_not_hide_anything()
    {
        var input = AFarm.OfLot(RecordType.Wash);

        (input with { Note = new string('x', 1_001) }).Faults().ShouldBe(["$.note"]);
        (input with { Note = "rửa\u202e sạch" }).Faults().ShouldBe(["$.note"]);
        (AFarm.OfLot(RecordType.Inspect) with { Result = InspectionResult.Pass, Document = "../x" }).Faults().ShouldBe(["$.document"]);
    }

    [Theory]
    [InlineData("095211410000000014", null)]
    [InlineData("SOT-12", null)]
    [InlineData("12", null)]
    [InlineData("095211410000000017", "$.unit")]
    [InlineData("09521141000000001", "$.unit")]
    [InlineData("sọt 12", "$.unit")]
    [InlineData("..", "$.unit")]
    public void A_logistic_unit_is_an_sscc_with_its_check_digit_or_a_code_of_ones_own(string unit, string? fault)
    {
        var input = AFarm.Input(RecordType.Aggregate) with { Place = "nha", Unit = unit, Lots = [AFarm.Share("L1", 1)] };

        if (fault is null) input.Read().IsOk.ShouldBeTrue();
        else input.Faults().ShouldBe([fault]);
    }
}

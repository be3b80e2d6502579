using System.Globalization;
using System.Text.Json;
using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Tests.Cooperatives;

public sealed class PlotInputTests
{
    private const string Square = "[[105.76,10.03],[105.77,10.03],[105.77,10.04],[105.76,10.04],[105.76,10.03]]";

    private static readonly PlotInput Good = Of($$"""{"type":"Polygon","coordinates":[{{Square}}]}""");

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[105.7833,10.0333]}""")]
    [InlineData("""{"type":"Point","coordinates":[105.7833,10.0333,2.5]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.76,10.03],[105.77,10.03],[105.77,10.04],[105.76,10.03]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.76,10.03],[105.76,10.03],[105.77,10.03],[105.77,10.04],[105.76,10.03]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.1,10.1],[105.2,10.1],[105.3,10.1],[105.3,10.3],[105.1,10.3],[105.1,10.1]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.1,10.1],[105.4,10.1],[105.4,10.4],[105.1,10.4],[105.1,10.1]],[[105.2,10.2],[105.3,10.2],[105.3,10.3],[105.2,10.2]]]}""")]
    public void A_point_or_a_polygon_in_Viet_Nam_is_taken_as_it_is(string geometry) =>
        Of(geometry).Read("p1").Value.Geometry.GetRawText().ShouldBe(geometry);

    [Fact]
    public void A_geometry_full_of_unknown_members_is_refused_by_few_words() =>
        PathsOf(Of("{" + string.Concat(Enumerable.Range(0, 10_000).Select(index => $"\"m{index}\":1,")) + "\"type\":\"Point\",\"coordinates\":[105.7,10.0]}")).Count().ShouldBe(20);

    [Theory]
    [InlineData("7", "$.geometry")]
    [InlineData("null", "$.geometry")]
    [InlineData("""{"coordinates":[105.7,10.0]}""", "$.geometry.type")]
    [InlineData("""{"type":"LineString","coordinates":[]}""", "$.geometry.type")]
    [InlineData("""{"type":"Point"}""", "$.geometry.coordinates")]
    [InlineData("""{"type":"Point","coordinates":[105.7]}""", "$.geometry.coordinates")]
    [InlineData("""{"type":"Point","coordinates":[105.7,"10"]}""", "$.geometry.coordinates[1]")]
    [InlineData("""{"type":"Point","coordinates":[1e400,10]}""", "$.geometry.coordinates[0]")]
    [InlineData("""{"type":"Point","coordinates":["NaN",10]}""", "$.geometry.coordinates[0]")]
    [InlineData("""{"type":"Point","coordinates":[2.35,48.85]}""", "$.geometry.coordinates[0]", "$.geometry.coordinates[1]")]
    [InlineData("""{"type":"Point","coordinates":[105.7,10.0],"crs":{}}""", "$.geometry.crs")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "$.geometry.coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.76,10.03],[105.77,10.03],[105.76,10.03]]]}""", "$.geometry.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.76,10.03],[105.77,10.03],[105.77,10.04],[105.76]]]}""", "$.geometry.coordinates[0][3]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[105.76,10.03],[105.77,10.03],[105.77,10.04],[105.76,10.04]]]}""", "$.geometry.coordinates[0][3]")]
    public void A_bad_geometry_is_named_where_it_is_bad(string geometry, params string[] paths) => PathsOf(Of(geometry)).ShouldBe(paths);

    [Theory]
    [InlineData("[[105.1,10.1],[105.3,10.3],[105.3,10.1],[105.1,10.3],[105.1,10.1]]")]
    [InlineData("[[105.1,10.1],[105.3,10.1],[105.2,10.1],[105.1,10.1]]")]
    [InlineData("[[105.1,10.1],[105.3,10.1],[105.3,10.3],[105.2,10.1],[105.1,10.3],[105.1,10.1]]")]
    [InlineData("[[105.1,10.1],[105.1,10.1],[105.1,10.1],[105.1,10.1]]")]
    public void A_polygon_that_crosses_touches_or_folds_onto_itself_is_refused(string ring) =>
        PathsOf(Of($$"""{"type":"Polygon","coordinates":[{{ring}}]}""")).ShouldHaveSingleItem().ShouldStartWith("$.geometry.coordinates[0][");

    [Fact]
    public void A_hole_that_crosses_the_border_is_refused() =>
        PathsOf(Of($$"""{"type":"Polygon","coordinates":[{{Square}},[[105.765,10.035],[105.78,10.035],[105.765,10.036],[105.765,10.035]]]}""")).ShouldHaveSingleItem();

    [Fact]
    public void Swapped_latitude_and_longitude_are_called_so() =>
        Of("""{"type":"Point","coordinates":[10.0333,105.7833]}""").Read("p1").Error!.Faults
            .ShouldHaveSingleItem().Message.ShouldContain("swapped");

    [Fact]
    public void A_thousand_positions_are_enough_and_one_more_is_too_many()
    {
        PathsOf(Of(Circle(1001))).ShouldBe(["$.geometry.coordinates"]);
        Of(Circle(1000)).Read("p1").IsOk.ShouldBeTrue();
    }

    public static TheoryData<PlotInput, string> BadPlots => new()
    {
        { Good with { Name = "" }, "$.name" },
        { Good with { Member = "Nguyễn An" }, "$.member" },
        { Good with { AreaCode = new string('9', 41) }, "$.areaCode" },
        { Good with { Hectares = 0 }, "$.hectares" },
        { Good with { Hectares = 10_000.1m }, "$.hectares" },
        { Good with { Hectares = 0.00001m }, "$.hectares" },
    };

    [Theory]
    [MemberData(nameof(BadPlots))]
    public void A_bad_field_is_named(PlotInput input, string path) => PathsOf(input).ShouldBe([path]);

    private static PlotInput Of(string geometry) => new("Vườn số 1", PlotKind.Plot, "m1", 1.25m, JsonElement.Parse(geometry));

    private static IEnumerable<string> PathsOf(PlotInput input) => input.Read("p1").Error!.Faults.Select(fault => fault.Path);

    private static string Circle(int positions)
    {
        var around = Enumerable.Range(0, positions - 1).Append(0).Select(index => index * 2 * Math.PI / (positions - 1));
        var points = around.Select(angle => string.Create(
            CultureInfo.InvariantCulture, $"[{105.7 + (0.01 * Math.Cos(angle)):F7},{10.0 + (0.01 * Math.Sin(angle)):F7}]"));
        return $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', points)}}]]}""";
    }
}

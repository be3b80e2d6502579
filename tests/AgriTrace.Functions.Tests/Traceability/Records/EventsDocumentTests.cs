using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Cooperatives;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Records;

/// <summary>Takes docs/events.md at its word: runs its examples, and holds its table against what comes of them.</summary>
public sealed class EventsDocumentTests(House house) : HttpTests(house)
{
    private const string ExampleGtin = "09521141012345";

    private static readonly string Schema = Repository.Path("..", "shared", "data", "gs1", "epcis", "EPCIS-JSON-Schema.json");

    private static readonly string Document = File.ReadAllText(Repository.Path("docs", "events.md"));

    /// <summary>Each row by its first cell: <c>pack</c>, or <c>pack</c> into lots.</summary>
    private static readonly Dictionary<string, string[]> Table = Regex.Matches(Document, @"^\| (`\w+`(?: into lots)?) \|(.+)\|\r?$", RegexOptions.Multiline)
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Split('|', StringSplitOptions.TrimEntries));

    [Fact]
    public void The_table_names_each_type_with_the_fields_that_are_checked()
    {
        Table.Keys.ShouldBe(RecordShape.All.Select(NameOf), ignoreOrder: true);
        foreach (var shape in RecordShape.All) (Table[NameOf(shape)][4], Table[NameOf(shape)][5]).ShouldBe((string.Join(", ", shape.Required), string.Join(", ", shape.Optional)));
    }

    [Fact]
    public async Task Every_example_becomes_the_event_that_the_table_tells()
    {
        var seen = new HashSet<string>();
        foreach (var (example, epcis) in await Recorded())
        {
            var name = $"`{example.Text("type")}`{(example["inputs"] is null ? null : " into lots")}";
            string[] told = [epcis.Text("type"), Or(epcis, "action"), epcis.Text("bizStep"), Or(epcis, "disposition")];
            told.ShouldBe(Table[name][..4], name);
            epcis.Text("agritrace:type").ShouldBe(example.Text("type"));
            seen.Add(name);
        }

        seen.ShouldBe(Table.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_event_fits_the_schema_of_gs1()
    {
        Assert.SkipUnless(File.Exists(Schema), "GS1's schema of EPCIS is not there: ../shared/data/gs1 beside the repository.");
        var check = new JsonSchemaCheck(JsonNode.Parse(await File.ReadAllTextAsync(Schema, Cancel))!);
        check.Faults(JsonNode.Parse("""{"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"ObjectEvent","bizStep":"eating"}""")).ShouldNotBeEmpty();

        foreach (var (example, epcis) in await Recorded()) check.Faults(epcis).ShouldBeEmpty(example.Text("type"));
    }

    /// <summary>All of the examples in their order, with what came of them: they are the story of one harvest.</summary>
    private async Task<IReadOnlyList<(JsonNode Example, JsonNode Epcis)>> Recorded()
    {
        var (given, recorded) = (await Given.Cooperative(Host, Cancel), new List<(JsonNode, JsonNode)>());
        var coops = Host.Services.GetRequiredService<CoopStore>();
        var plot = (await coops.Plot(given.Coop, Given.UtsPlot, Cancel))!;
        await coops.Put(given.Coop, plot with { Id = "ao-1", Kind = PlotKind.Pond }, Cancel);
        foreach (Match match in Regex.Matches(Document, @"^```json\r?\n(.+?)^```", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            var example = match.Groups[1].Value.Replace(ExampleGtin, given.Gtin, StringComparison.Ordinal);
            recorded.Add((JsonNode.Parse(example)!, (await given.Admin.PostEvent(given, example).Json(201))["epcis"]!));
        }

        return recorded;
    }

    private static string Or(JsonNode epcis, string name) => epcis[name]?.GetValue<string>() ?? "–";

    private static string NameOf(RecordShape shape) => $"`{shape.Type.ToString().ToLowerInvariant()}`{(shape.Makes ? " into lots" : null)}";
}

using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

/// <summary>What a query tells an index must never lose an event that it matches.</summary>
public class QueryIndexTests
{
    public static TheoryData<string> ValidDocuments => Gs1Vectors.Names("epcis/valid", "*.jsonld");

    private static readonly string[] Epcs =
    [
        "urn:epc:id:sgtin:4012345.011111.9876", "https://farm.example/01/04012345111118/21/9876", "https://id.gs1.org/01/04012345111118",
        "urn:epc:id:sscc:4012345.0111111111", "urn:epc:class:lgtin:4012345.012345.998877", "https://id.gs1.org/01/04012345123456/10/998877",
        "urn:epc:idpat:sgtin:4012345.012345.*", "https://agritrace.example/p/coop/mango/L1", "urn:epc:id:gdti:0614141.12345.400", "agri:own/1",
    ];

    private static readonly string[] Patterns = ["urn:epc:idpat:sgtin:4012345.*.*", "urn:epc:idpat:sscc:4012345.*", "urn:epc:idpat:sgtin:4012345.011111.*"];

    private static readonly string[] Places =
        ["urn:epc:id:sgln:4012345.00005.0", "https://id.gs1.org/414/4012345000054/254/400", "https://agritrace.example/places/coop/yard"];

    private static readonly string[] Types = ["ObjectEvent", "AggregationEvent", "TransformationEvent", "agri:PruningEvent", "epcis:ObjectEvent"];

    private static readonly string[] Steps = ["shipping", "urn:epcglobal:cbv:bizstep:shipping", "cbv:BizStep-packing", "agri:washing"];

    private static readonly string[] Dispositions = ["active", "https://ref.gs1.org/cbv/Disp-active", "agri:ripe"];

    private static readonly (string Name, string[] Values)[] Parameters =
    [
        ("eventType", Types), ("EQ_bizStep", Steps), ("EQ_disposition", Dispositions), ("EQ_readPoint", Places), ("EQ_bizLocation", Places),
        ("WD_readPoint", Places), ("EQ_transformationID", Epcs), ("MATCH_epc", [.. Epcs, .. Patterns]), ("MATCH_parentID", [.. Epcs, .. Patterns]),
        ("MATCH_anyEPC", [.. Epcs, .. Patterns]), ("MATCH_inputEPC", Epcs), ("MATCH_outputEPC", Epcs), ("MATCH_epcClass", [.. Epcs, .. Patterns]),
        ("MATCH_anyEPCClass", [.. Epcs, .. Patterns]), ("MATCH_inputEPCClass", Epcs), ("MATCH_outputEPCClass", Epcs), ("EQ_action", ["ADD"]),
    ];

    [Fact]
    public void An_event_that_matches_is_among_what_the_indexes_give()
    {
        var random = new Random(20261122);
        var events = Enumerable.Range(0, 400).Select(_ => AnEvent(random)).Concat(Asked.All).ToArray();
        var (found, bounded) = (0, 0);
        foreach (var query in Enumerable.Range(0, 600).Select(_ => AQuery(random)))
        {
            foreach (var epcis in events.Where(epcis => query.Finds(epcis)))
            {
                var (keys, marks) = (EventTerms.KeysOf(epcis), EventTerms.MarksOf(epcis));
                query.Keys.ShouldAllBe(any => any.Any(keys.Contains));
                query.Conditions.ShouldAllBe(condition => condition.Values.Any(value => marks.Contains(new(condition.Dimension, value))));
                found++;
                bounded += query.Keys.Count + query.Conditions.Count;
            }
        }

        // That it is no empty truth.
        found.ShouldBeGreaterThan(1000);
        bounded.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void An_event_is_found_by_each_of_its_keys_and_marks()
    {
        EventTerms.KeysOf(Asked.Made).ShouldBe(
            [
                "https://id.gs1.org/01/04012345111224/21/25", "https://id.gs1.org/01/04012345778892/21/25", "https://id.gs1.org/01/04012345111118/10/4444",
                "https://id.gs1.org/01/04012345666663", "https://id.gs1.org/253/0614141123452400",
            ],
            ignoreOrder: true);
        EventTerms.MarksOf(Asked.Packed).ShouldBe(
            [
                (EventDimension.EventType, "AggregationEvent"), (EventDimension.BizStep, "https://agritrace.example/voc/packing"),
                (EventDimension.ReadPoint, "https://id.gs1.org/414/4012345000054"), (EventDimension.Product, "https://id.gs1.org/01/04012345111118"),
                (EventDimension.Product, "https://id.gs1.org/01/04012345123456"),
            ],
            ignoreOrder: true);
        EventTerms.MarksOf(Asked.Vendors)[0].ShouldBe((EventDimension.EventType, "https://agritrace.example/voc/PruningEvent"));
    }

    [Theory]
    [MemberData(nameof(ValidDocuments))]
    public void Every_public_event_is_found_by_all_that_it_names(string name)
    {
        foreach (var epcis in EpcisDocument.Parse(Gs1Vectors.Read("epcis/valid", name)).Value.Events)
        {
            foreach (var key in EventTerms.KeysOf(epcis))
            {
                new[] { "MATCH_anyEPC", "MATCH_anyEPCClass", "EQ_transformationID" }
                    .Count(parameter => Asked.Read($"{parameter}={key}") is { IsOk: true } query && query.Value.Finds(epcis))
                    .ShouldBeGreaterThan(0, key);
            }
        }
    }

    /// <summary>Not always valid: what is stored was checked once, but nothing here may rely on it.</summary>
    private static EpcisEvent AnEvent(Random random)
    {
        List<string> members = [$"\"type\": \"{Any(random, Types)}\""];
        Maybe("bizStep", () => $"\"{Any(random, Steps)}\"");
        Maybe("disposition", () => $"\"{Any(random, Dispositions)}\"");
        Maybe("action", () => "\"ADD\"");
        Maybe("parentID", () => $"\"{Any(random, Epcs)}\"");
        Maybe("transformationID", () => $"\"{Any(random, Epcs)}\"");
        foreach (var place in new[] { "readPoint", "bizLocation" }) Maybe(place, () => $$"""{ "id": "{{Any(random, Places)}}" }""");
        foreach (var list in new[] { "epcList", "childEPCs", "inputEPCList", "outputEPCList" })
            Maybe(list, () => $"[\"{Any(random, Epcs)}\", \"{Any(random, Epcs)}\"]");
        foreach (var list in new[] { "quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList" })
            Maybe(list, () => $$"""[{ "epcClass": "{{Any(random, Epcs)}}", "quantity": 1 }]""");
        return Traceability.AnEvent.Parse(Traceability.AnEvent.Document($"{{ {string.Join(',', members)} }}")).Value.Events[0];

        void Maybe(string name, Func<string> value)
        {
            if (random.Next(2) == 0) members.Add($"\"{name}\": {value()}");
        }
    }

    private static EventQuery AQuery(Random random)
    {
        var prefixed = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(random, Parameters)).DistinctBy(parameter => parameter.Name)
            .Select(parameter => $"{parameter.Name}={string.Join('|', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(random, parameter.Values)))}");
        return Asked.Read(string.Join('&', prefixed).Replace("agri:", "my:", StringComparison.Ordinal)).Value;
    }

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];
}

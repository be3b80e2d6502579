using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

/// <summary>Events that have every field that can be asked for, and short ways to ask.</summary>
internal static class Asked
{
    public const string Hash = "ni:///sha-256;00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff?ver=CBV2.0";

    public static readonly DateTimeOffset RecordTime = new(2026, 7, 23, 0, 0, 0, TimeSpan.Zero);

    public static readonly EpcisContext Prefixes = EpcisContext.Standard.With(JsonElement.Parse("""{ "my": "https://agritrace.example/voc/" }"""));

    public static readonly EpcisEvent Picked = Event(
        """
        "type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", "disposition": "active",
        "eventID": "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
        "persistentDisposition": { "set": ["completeness_verified"], "unset": ["completeness_inferred"] },
        "epcList": ["urn:epc:id:sgtin:4012345.011111.9876", "https://shop.example/x/00/340123453111111115"],
        "quantityList": [
          { "epcClass": "urn:epc:class:lgtin:4012345.012345.998877", "quantity": 200, "uom": "KGM" },
          { "epcClass": "https://agritrace.example/p/coop/mango/L1", "quantity": 12.5 }],
        "readPoint": { "id": "urn:epc:id:sgln:4012345.00005.400", "agri:row": "7", "agri:crop": { "agri:variety": "Cát Chu" } },
        "bizLocation": { "id": "https://agritrace.example/places/coop/yard/shed", "agri:size": 40 },
        "bizTransactionList": [{ "type": "po", "bizTransaction": "urn:epc:id:gdti:0614141.00001.1618034" },
          { "type": "agri:contract", "bizTransaction": "https://agritrace.example/contracts/1" }],
        "sourceList": [{ "type": "location", "source": "urn:epc:id:sgln:4012345.00225.0" }],
        "destinationList": [{ "type": "owning_party", "destination": "urn:epc:id:pgln:0614141.00777" }],
        "errorDeclaration": { "declarationTime": "2026-07-24T00:00:00Z", "reason": "incorrect_data",
          "correctiveEventIDs": ["urn:uuid:00000000-0000-4000-8000-000000000001"], "agri:by": "lan", "agri:why": { "agri:code": 3 } },
        "ilmd": { "cbvmda:lotNumber": "ABC123", "agri:best": "2026-08-01T00:00:00+07:00", "agri:tree": { "agri:age": [4, 9] } },
        "agri:weight": "20", "agri:count": 3, "agri:when": "2026-07-22T06:00:00Z", "agri:note": "xoài chín", "agri:code": "007",
        "agri:ripe": true, "agri:list": ["a", "b"], "agri:none": null, "agri:outer": { "agri:inner": 5, "agri:deep": [{ "agri:deepest": "z" }] }
        """);

    public static readonly EpcisEvent Packed = Event(
        """
        "type": "AggregationEvent", "action": "OBSERVE", "bizStep": "agri:packing", "parentID": "urn:epc:id:sscc:4012345.0111111111",
        "childEPCs": ["https://id.gs1.org/01/04012345111118/21/9876"],
        "childQuantityList": [{ "epcClass": "https://id.gs1.org/01/04012345123456/10/998877", "quantity": 5, "uom": "KGM" }],
        "readPoint": { "id": "https://id.gs1.org/414/4012345000054" }
        """);

    public static readonly EpcisEvent Made = Event(
        """
        "type": "TransformationEvent", "transformationID": "urn:epc:id:gdti:0614141.12345.400",
        "inputEPCList": ["urn:epc:id:sgtin:4012345.011122.25"], "outputEPCList": ["urn:epc:id:sgtin:4012345.077889.25"],
        "inputQuantityList": [{ "epcClass": "urn:epc:class:lgtin:4012345.011111.4444", "quantity": 10, "uom": "KGM" }],
        "outputQuantityList": [{ "epcClass": "urn:epc:idpat:sgtin:4012345.066666.*", "quantity": 100 }]
        """);

    public static readonly EpcisEvent Sensed = Event(
        """
        "type": "ObjectEvent", "action": "OBSERVE", "readPoint": { "id": "https://agritrace.example/places/coop/cold" },
        "sensorElementList": [{
          "agri:probe": "p1", "agri:box": { "agri:shelf": 2 },
          "sensorMetadata": { "time": "2026-07-22T01:00:00Z", "startTime": "2026-07-22T00:00:00Z", "endTime": "2026-07-22T02:00:00Z",
            "deviceID": "urn:epc:id:giai:4000001.111", "dataProcessingMethod": "https://example.com/253/4012345000054987",
            "bizRules": "https://example.com/rules/1", "agri:meta": "m", "agri:way": { "agri:step": "s" } },
          "sensorReport": [
            { "type": "Temperature", "value": 26, "minValue": 20, "maxValue": 30, "meanValue": 25, "sDev": 0.5, "percRank": 50, "percValue": 27,
              "uom": "CEL", "agri:raw": 260, "agri:chip": { "agri:lot": "c1" } },
            { "type": "AbsoluteHumidity", "value": 80, "uom": "A93", "time": "2026-07-22T01:30:00Z", "deviceID": "https://example.com/dev/2",
              "microorganism": "https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
              "chemicalSubstance": "https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N",
              "stringValue": "ẩm", "booleanValue": true, "hexBinaryValue": "F0f0", "uriValue": "https://id.gs1.org/8004/4000001111" }] }]
        """);

    public static readonly EpcisEvent Vendors = Event("""
        "type": "agri:PruningEvent", "readPoint": { "id": "https://agritrace.example/places/coop/cold" }
        """);

    public static IReadOnlyList<EpcisEvent> All => [Picked, Packed, Made, Sensed, Vendors];

    public static EpcisEvent Named(string name) => name switch
    {
        nameof(Picked) => Picked,
        nameof(Packed) => Packed,
        nameof(Made) => Made,
        nameof(Sensed) => Sensed,
        _ => Vendors,
    };

    /// <summary>A valid event with the usual time and these members.</summary>
    public static EpcisEvent Event(string members)
    {
        var document = AnEvent.Parse(AnEvent.Document(
            $$"""{ "eventTime": "2026-07-22T06:45:00.000+07:00", "eventTimeZoneOffset": "+07:00", {{members}} }""")).Value;
        document.Validate().ShouldBeEmpty();
        return document.Events[0];
    }

    /// <summary>Reads <c>name=value</c> pairs joined with <c>&amp;</c>; nothing is percent-encoded.</summary>
    public static Result<EventQuery> Read(string query) => EventQuery.Read(
        query.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])), Prefixes);

    public static bool Finds(this EventQuery query, EpcisEvent epcis) => query.Matches(epcis, RecordTime, Hash);

    public static bool Finds(string query, EpcisEvent epcis) => Read(query).Value.Finds(epcis);

    /// <summary>Checks that one value finds an event and another does not.</summary>
    public static void ShouldTell(string name, string parameter, string hit, string miss)
    {
        Finds($"{parameter}={hit}", Named(name)).ShouldBeTrue($"{parameter}={hit} should find {name}");
        Finds($"{parameter}={miss}", Named(name)).ShouldBeFalse($"{parameter}={miss} should not find {name}");
    }

    /// <summary>The names of the parameters that are refused.</summary>
    public static string[] Refused(Result<EventQuery> query)
    {
        var error = query.Error.ShouldNotBeNull();
        error.Code.ShouldBe("query-parameter-invalid");
        return [.. error.Faults.Select(fault => fault.Path)];
    }

    public static Result<EventQuery> Json(string query)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(query));
        return EventQuery.Read(document.RootElement);
    }
}

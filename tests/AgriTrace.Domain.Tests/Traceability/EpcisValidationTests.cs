namespace AgriTrace.Domain.Tests.Traceability;

public class EpcisValidationTests
{
    private const string Start = "$.epcisBody.eventList[0]";

    [Theory]
    [InlineData("2026-02-30T06:45:00Z")]
    [InlineData("2026-13-01T06:45:00Z")]
    [InlineData("2025-02-29T06:45:00Z")]
    [InlineData("2026-07-22T24:00:00Z")]
    [InlineData("2026-07-22T06:60:00Z")]
    [InlineData("2026-07-22T06:45:60Z")]
    [InlineData("2026-07-22T06:45:00")]
    [InlineData("2026-07-22T06:45:00+07")]
    [InlineData("2026-07-22T06:45:00+15:00")]
    [InlineData("2026-07-22T06:45:00+14:01")]
    [InlineData("2026-07-22T06:45:00.Z")]
    [InlineData("2026-07-22T06:45:00.1")]
    [InlineData("2026-07-22 06:45:00Z")]
    [InlineData("2026-07-22")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("٢٠٢٦-07-22T06:45:00Z")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void A_time_that_no_calendar_or_clock_shows_is_refused(string time) =>
        AnEvent.With("2026-07-22T06:45:00.000+07:00", time).Validate().ShouldHaveSingleItem().Path.ShouldBe($"{Start}.eventTime");

    [Theory]
    [InlineData("2024-02-29T06:45:00Z")]
    [InlineData("2026-07-22T06:45:00.123456789+14:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    public void A_time_with_its_zone_is_accepted(string time) =>
        AnEvent.With("2026-07-22T06:45:00.000+07:00", time).Validate().ShouldBeEmpty();

    [Theory]
    [InlineData("Z")]
    [InlineData("+7:00")]
    [InlineData("07:00")]
    [InlineData("+07:60")]
    [InlineData("+14:30")]
    [InlineData("-15:00")]
    [InlineData("+0700")]
    [InlineData("")]
    public void An_offset_that_no_zone_has_is_refused(string offset) =>
        AnEvent.With("\"eventTimeZoneOffset\": \"+07:00\"", $"\"eventTimeZoneOffset\": \"{offset}\"").Validate()
            .ShouldHaveSingleItem().Path.ShouldBe($"{Start}.eventTimeZoneOffset");

    [Theory]
    [InlineData("shipping", true)]
    [InlineData("cbv:BizStep-shipping", true)]
    [InlineData("https://ref.gs1.org/cbv/BizStep-shipping", true)]
    [InlineData("urn:epcglobal:cbv:bizstep:shipping", true)]
    [InlineData("http://epcis.example.com/user/vocab/bizstep/exampling", true)]
    [InlineData("agri:washing", true)]
    [InlineData("washing", false)]
    [InlineData("Shipping", false)]
    [InlineData("in_transit", false)]
    [InlineData("cbv:BizStep-washing", false)]
    [InlineData("cbv:Disp-in_transit", false)]
    [InlineData("https://ref.gs1.org/cbv/BizStep-washing", false)]
    [InlineData("https://ns.gs1.org/cbv/BizStep-shipping", false)]
    [InlineData("urn:epcglobal:cbv:bizstep:washing", false)]
    [InlineData("urn:epcglobal:cbv:disp:in_transit", false)]
    [InlineData("", false)]
    [InlineData("rửa:sạch", false)]
    public void A_business_step_is_a_standard_one_or_a_uri_of_somebody_elses(string bizStep, bool isValid)
    {
        var faults = AnEvent.With("\"commissioning\"", $"\"{bizStep}\"").Validate();

        if (isValid) faults.ShouldBeEmpty();
        else faults.ShouldHaveSingleItem().Path.ShouldBe($"{Start}.bizStep");
    }

    [Theory]
    [InlineData("\"agri:x\": 1", null)]
    [InlineData("\"https://other.example/voc/x\": 1", null)]
    [InlineData("\"urn:example:x\": 1", null)]
    [InlineData("\"gs1:x\": { \"free\": 1, \"@type\": \"xsd:date\", \"agri:y\": [1, null, { \"agri:z\": [] }] }", null)]
    [InlineData("\"x\": 1", ".x")]
    [InlineData("\"nowhere:x\": 1", "['nowhere:x']")]
    [InlineData("\"agri:\": 1", "['agri:']")]
    [InlineData("\":x\": 1", "[':x']")]
    [InlineData("\"agri:x\": [{ \"agri:y\": { \"nowhere:z\": 1 } }]", "['agri:x'][0]['agri:y']['nowhere:z']")]
    [InlineData("\"childEPCs\": []", ".childEPCs")]
    [InlineData("\"it's\": 1", "['it\\'s']")]
    public void The_name_of_an_extension_has_a_namespace(string member, string? path)
    {
        var faults = AnEvent.With("\"agri:recordId\": \"r1\"", member).Validate();

        if (path is null) faults.ShouldBeEmpty();
        else faults.ShouldHaveSingleItem().Path.ShouldBe(Start + path);
    }

    [Theory]
    [InlineData("\"errorDeclaration\": { \"declarationTime\": \"2026-07-22T00:00:00Z\", \"agri:by\": { \"agri:name\": \"x\" } }", null)]
    [InlineData("\"errorDeclaration\": { \"declarationTime\": \"2026-07-22T00:00:00Z\", \"by\": 1 }", ".errorDeclaration.by")]
    [InlineData("\"errorDeclaration\": { \"reason\": \"incorrect_data\" }", ".errorDeclaration.declarationTime")]
    [InlineData("\"errorDeclaration\": { \"declarationTime\": \"2026-07-22T00:00:00Z\", \"reason\": \"whim\" }", ".errorDeclaration.reason")]
    [InlineData("\"sensorElementList\": [{ \"sensorReport\": [{ \"type\": \"Temperature\", \"value\": \"26\" }] }]", ".sensorElementList[0].sensorReport[0].value")]
    [InlineData("\"sensorElementList\": [{ \"sensorReport\": [] }]", ".sensorElementList[0].sensorReport")]
    [InlineData("\"sensorElementList\": [{ \"sensorReport\": [{ \"type\": \"Heat\" }] }]", ".sensorElementList[0].sensorReport[0].type")]
    [InlineData("\"sensorElementList\": [{ \"agri:x\": 1, \"sensorReport\": [{ \"type\": \"gs1:Angle\", \"component\": \"agri:tilt\", \"agri:y\": 1 }] }]", null)]
    [InlineData("\"bizLocation\": { \"agri:x\": 1 }", ".bizLocation.id")]
    [InlineData("\"bizLocation\": \"https://id.gs1.org/414/4012345000054\"", ".bizLocation")]
    [InlineData("\"bizTransactionList\": [{ \"type\": \"po\" }]", ".bizTransactionList[0].bizTransaction")]
    [InlineData("\"bizTransactionList\": [{ \"bizTransaction\": \"http://a.example/1\", \"agri:x\": 1 }]", ".bizTransactionList[0]['agri:x']")]
    [InlineData("\"sourceList\": [{ \"source\": \"http://a.example/1\" }]", ".sourceList[0].type")]
    [InlineData("\"persistentDisposition\": {}", ".persistentDisposition")]
    [InlineData("\"persistentDisposition\": { \"set\": [\"recalled\", \"recalled\"] }", ".persistentDisposition.set[1]")]
    [InlineData("\"ilmd\": { \"agri:x\": null }", null)]
    [InlineData("\"ilmd\": []", ".ilmd")]
    [InlineData("\"disposition\": null", ".disposition")]
    [InlineData("\"eventID\": \"no uri\"", ".eventID")]
    [InlineData("\"eventID\": \"http://a.example/%2\"", ".eventID")]
    [InlineData("\"recordTime\": 1", ".recordTime")]
    [InlineData("\"@context\": 1", "['@context']")]
    [InlineData("\"@context\": [{ \"agri\": \"nowhere\" }]", "['@context'][0].agri")]
    [InlineData("\"@context\": [{ \"more\": \"https://more.example/\" }], \"more:x\": 1", null)]
    public void Each_member_has_its_rule(string member, string? path)
    {
        var faults = AnEvent.With("\"agri:recordId\": \"r1\"", member).Validate();

        if (path is null) faults.ShouldBeEmpty();
        else faults.ShouldHaveSingleItem().Path.ShouldBe(Start + path);
    }

    [Theory]
    [InlineData("\"quantity\": 12.5", "\"quantity\": \"12.5\"", ".quantityList[0].quantity")]
    [InlineData("\"quantity\": 12.5", "\"quantity\": 1e999", ".quantityList[0].quantity")]
    [InlineData("\"uom\": \"KGM\"", "\"uom\": \"kg\"", ".quantityList[0].uom")]
    [InlineData("\"action\": \"ADD\"", "\"action\": \"add\"", ".action")]
    [InlineData("21/2\"", "21/1\"", ".epcList[1]")]
    [InlineData("21/2\"", "21/ 2\"", ".epcList[1]")]
    public void A_wrong_value_is_refused(string text, string replacement, string path) =>
        AnEvent.With(text, replacement).Validate().ShouldHaveSingleItem().Path.ShouldBe(Start + path);

    [Theory]
    [InlineData("ObjectEvent", "\"action\": \"OBSERVE\", \"epcList\": []", true)]
    [InlineData("ObjectEvent", "\"action\": \"OBSERVE\", \"quantityList\": []", false)]
    [InlineData("ObjectEvent", "\"action\": \"OBSERVE\", \"sensorElementList\": [{ \"sensorReport\": [{ \"type\": \"Count\" }] }]", false)]
    [InlineData("ObjectEvent", "\"action\": \"OBSERVE\", \"epcList\": [], \"ilmd\": {}", false)]
    [InlineData("AggregationEvent", "\"action\": \"ADD\", \"parentID\": \"urn:x:1\", \"childEPCs\": [\"urn:x:2\"]", true)]
    [InlineData("AggregationEvent", "\"action\": \"ADD\", \"childEPCs\": [\"urn:x:2\"]", false)]
    [InlineData("AggregationEvent", "\"action\": \"OBSERVE\", \"childEPCs\": [\"urn:x:2\"]", true)]
    [InlineData("AggregationEvent", "\"action\": \"ADD\", \"parentID\": \"urn:x:1\", \"childEPCs\": []", false)]
    [InlineData("AggregationEvent", "\"action\": \"DELETE\", \"parentID\": \"urn:x:1\"", true)]
    [InlineData("TransactionEvent", "\"action\": \"ADD\", \"epcList\": [], \"bizTransactionList\": [{ \"bizTransaction\": \"urn:x:1\" }]", true)]
    [InlineData("TransactionEvent", "\"action\": \"ADD\", \"epcList\": [], \"bizTransactionList\": []", false)]
    [InlineData("TransactionEvent", "\"action\": \"ADD\", \"epcList\": []", false)]
    [InlineData("TransformationEvent", "\"inputEPCList\": [\"urn:x:1\"], \"outputEPCList\": [\"urn:x:2\"]", true)]
    [InlineData("TransformationEvent", "\"inputEPCList\": [\"urn:x:1\"]", false)]
    [InlineData("TransformationEvent", "\"inputEPCList\": [\"urn:x:1\"], \"transformationID\": \"urn:x:t\"", true)]
    [InlineData("TransformationEvent", "\"transformationID\": \"urn:x:t\"", false)]
    [InlineData("TransformationEvent", "\"inputEPCList\": [\"urn:x:1\"], \"outputEPCList\": [\"urn:x:2\"], \"action\": \"ADD\"", false)]
    [InlineData("AssociationEvent", "\"action\": \"ADD\", \"parentID\": \"urn:x:1\", \"childQuantityList\": [{ \"epcClass\": \"urn:x:2\" }]", true)]
    [InlineData("AssociationEvent", "\"action\": \"DELETE\"", false)]
    public void Each_event_type_has_its_needs(string type, string members, bool isValid) =>
        (AnEvent.Parse(AnEvent.Document(
            $$"""{ "type": "{{type}}", "eventTime": "2026-07-22T06:45:00Z", "eventTimeZoneOffset": "+07:00", {{members}} }""")).Value.Validate().Count == 0)
        .ShouldBe(isValid);

    [Fact]
    public void Every_fault_of_a_document_is_told_at_once()
    {
        var document = AnEvent.Parse(
            """
            {
              "@context": [7],
              "type": "EPCISDocument",
              "schemaVersion": "two",
              "creationDate": "today",
              "note": 1,
              "epcisHeader": { "epcisMasterData": { "vocabularyList": [{ "vocabularyElementList": [{ "id": "no uri" }] }] } },
              "epcisBody": { "eventList": [3, {}, { "type": "ObjectEvent" }] }
            }
            """).Value;

        document.Validate().Select(fault => fault.Path).ShouldBe(
        [
            "$['@context'][0]",
            "$.schemaVersion",
            "$.creationDate",
            "$.note",
            "$.epcisHeader.epcisMasterData.vocabularyList[0].type",
            "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id",
            "$.epcisBody.eventList[0]",
            "$.epcisBody.eventList[1].type",
            "$.epcisBody.eventList[2].eventTime",
            "$.epcisBody.eventList[2].eventTimeZoneOffset",
            "$.epcisBody.eventList[2].action",
            "$.epcisBody.eventList[2]",
        ]);
        document.Events.Count.ShouldBe(2);
        document.ValidateEnvelope().Count.ShouldBe(6);
        document.Events[1].Validate().Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("{ \"@context\": [], \"type\": \"EPCISDocument\", \"schemaVersion\": \"2.0\", \"creationDate\": \"2026-07-22T10:30:00Z\" }", "$.epcisBody")]
    [InlineData("{ \"@context\": [], \"type\": \"EPCISDocument\", \"schemaVersion\": \"2.0\", \"creationDate\": \"2026-07-22T10:30:00Z\", \"epcisBody\": [] }", "$.epcisBody")]
    [InlineData("{ \"@context\": [], \"type\": \"EPCISDocument\", \"schemaVersion\": \"2.0\", \"creationDate\": \"2026-07-22T10:30:00Z\", \"epcisBody\": { \"eventList\": {} } }", "$.epcisBody.eventList")]
    [InlineData("{ \"@context\": [], \"type\": \"EPCISQueryDocument\", \"epcisBody\": { \"eventList\": [] } }", "$.epcisBody.queryResults")]
    [InlineData("{ \"@context\": [], \"type\": \"EPCISQueryDocument\", \"epcisBody\": { \"queryResults\": { \"queryName\": \"q\", \"resultsBody\": {} } } }", "$.epcisBody.queryResults.resultsBody.eventList")]
    public void A_document_without_its_body_has_no_events_and_says_so(string json, string path)
    {
        var document = AnEvent.Parse(json).Value;

        document.Events.ShouldBeEmpty();
        document.Validate()[0].Path.ShouldBe(path);
    }

    [Fact]
    public void The_number_of_faults_that_are_told_has_an_end() =>
        AnEvent.Parse(AnEvent.Document(Enumerable.Repeat("{}", 5000).ToArray())).Value.Validate().Count.ShouldBe(1000);
}

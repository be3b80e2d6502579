using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

public class EpcisDocumentTests
{
    [Fact]
    public void The_typed_view_reads_what_later_code_needs()
    {
        var json = """
            {
              "type": "TransformationEvent",
              "eventID": "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8",
              "eventTime": "2026-07-22T06:45:00.1234567+07:00",
              "eventTimeZoneOffset": "+07:00",
              "recordTime": "2026-07-22T00:00:00Z",
              "certificationInfo": "https://example.org/cert/1",
              "errorDeclaration": { "declarationTime": "2026-07-23T00:00:00Z", "reason": "incorrect_data", "correctiveEventIDs": ["urn:uuid:1"], "agri:by": "x" },
              "inputEPCList": ["urn:epc:id:sgtin:4012345.011111.987"],
              "inputQuantityList": [{ "epcClass": "urn:epc:class:lgtin:4012345.022222.A1", "quantity": 500.50, "uom": "KGM" }],
              "outputEPCList": ["https://shop.example/01/04012345333336/21/B"],
              "outputQuantityList": [{ "epcClass": "urn:epc:idpat:sgtin:4012345.044444.*" }],
              "transformationID": "urn:epc:id:gdti:4012345.55555.1234",
              "bizStep": "https://ref.gs1.org/cbv/BizStep-commissioning",
              "disposition": "agri:washed",
              "persistentDisposition": { "set": ["urn:epcglobal:cbv:disp:completeness_verified"], "unset": ["recalled"] },
              "readPoint": { "id": "urn:epc:id:sgln:4012345.00005.0" },
              "bizLocation": { "id": "urn:epc:id:sgln:4012345.00005.7" },
              "bizTransactionList": [{ "type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:4012345000009:7" }, { "bizTransaction": "http://a.example/po/1" }],
              "sourceList": [{ "type": "possessing_party", "source": "urn:epc:id:pgln:4012345.00000" }],
              "destinationList": [{ "type": "cbv:SDT-location", "destination": "urn:epc:id:sgln:4012345.00005.0" }],
              "ilmd": { "cbvmda:lotNumber": "A1" },
              "sensorElementList": [{ "sensorMetadata": { "time": "2026-07-22T00:00:00Z" }, "sensorReport": [{ "type": "Temperature", "value": 26.0, "uom": "CEL" }] }],
              "agri:recordId": "r1"
            }
            """;
        var document = AnEvent.Parse(AnEvent.Document(json)).Value;
        document.Validate().ShouldBeEmpty();
        var read = document.Events.ShouldHaveSingleItem();

        read.Type.ShouldBe(EpcisEventType.TransformationEvent);
        read.EventId.ShouldBe("urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8");
        read.EventTime.ShouldBe(new DateTimeOffset(2026, 7, 22, 6, 45, 0, TimeSpan.FromHours(7)).AddTicks(1234567));
        read.EventTimeZoneOffset.ShouldBe(TimeSpan.FromHours(7));
        read.RecordTime.ShouldBe(new DateTimeOffset(2026, 7, 22, 0, 0, 0, TimeSpan.Zero));
        read.CertificationInfo.ShouldBe(["https://example.org/cert/1"]);
        read.Action.ShouldBeNull();
        read.InputEpcList.ShouldBe(["https://id.gs1.org/01/04012345111118/21/987"]);
        read.InputQuantityList.ShouldBe([new QuantityElement("https://id.gs1.org/01/04012345222227/10/A1", 500.5m, "KGM")]);
        read.OutputEpcList.ShouldBe(["https://id.gs1.org/01/04012345333336/21/B"]);
        read.OutputQuantityList.ShouldBe([new QuantityElement("https://id.gs1.org/01/04012345444445", null, null)]);
        read.TransformationId.ShouldBe("https://id.gs1.org/253/40123455555541234");
        read.BizStep.ShouldBe("commissioning");
        read.Disposition.ShouldBe("https://agritrace.example/voc/washed");
        read.PersistentDisposition.ShouldNotBeNull().Set.ShouldBe(["completeness_verified"]);
        read.PersistentDisposition.Unset.ShouldBe(["recalled"]);
        read.ReadPoint.ShouldBe("https://id.gs1.org/414/4012345000054");
        read.BizLocation.ShouldBe("https://id.gs1.org/414/4012345000054/254/7");
        read.BizTransactionList.ShouldBe([new("po", "urn:epcglobal:cbv:bt:4012345000009:7"), new(null, "http://a.example/po/1")]);
        read.SourceList.ShouldBe([new("possessing_party", "https://id.gs1.org/417/4012345000009")]);
        read.DestinationList.ShouldBe([new("location", "https://id.gs1.org/414/4012345000054")]);
        read.Ilmd.ShouldNotBeNull().GetProperty("cbvmda:lotNumber").GetString().ShouldBe("A1");
        read.SensorElementList.ShouldHaveSingleItem().Reports.ShouldHaveSingleItem().GetProperty("value").GetRawText().ShouldBe("26.0");
        read.ErrorDeclaration.ShouldNotBeNull().Reason.ShouldBe("incorrect_data");
        read.ErrorDeclaration.CorrectiveEventIds.ShouldBe(["urn:uuid:1"]);
        read.ErrorDeclaration.Json.GetProperty("agri:by").GetString().ShouldBe("x");
        read.Extension("https://agritrace.example/voc/", "recordId").ShouldNotBeNull().GetString().ShouldBe("r1");
        read.Extension("https://agritrace.example/voc/", "other").ShouldBeNull();
    }

    [Fact]
    public void A_bare_event_is_read_with_the_context_in_it_and_must_have_one()
    {
        var bare = """{ "@context": { "agri": "https://agritrace.example/voc/" }, """ + AnEvent.Event.TrimStart('{');

        AnEvent.Parse(bare).Value.Kind.ShouldBe(EpcisDocumentKind.BareEvent);
        AnEvent.Parse(bare).Value.Validate().ShouldBeEmpty();
        AnEvent.Hash(AnEvent.Parse(bare).Value).ShouldBe(AnEvent.Hash(AnEvent.Event));
        AnEvent.Parse(AnEvent.Event).Value.Validate().Select(fault => fault.Path).ShouldBe(["$['@context']", "$['agri:recordId']"]);
    }

    [Fact]
    public void A_vendors_own_event_type_is_accepted_under_its_namespace()
    {
        AnEvent.With("\"ObjectEvent\"", "\"agri:FieldEvent\"").Validate().ShouldBeEmpty();
        foreach (var type in (string[])["FieldEvent", "other:FieldEvent"])
        {
            AnEvent.With("ObjectEvent", type).Validate().ShouldHaveSingleItem().Path.ShouldBe("$.epcisBody.eventList[0].type");
        }
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("{\"a\":[1,{\"b\":tru}]}", "$.a[1].b")]
    [InlineData("{\"a\":{\"b\":1,\"c\":2,\"b\":3}}", "$.a.b")]
    [InlineData("{\"a\":{\"b\":1,\"\\u0062\":3}}", "$.a.b")]
    [InlineData("{\"a b\":[\"\\ud800\"]}", "$['a b'][0]")]
    [InlineData("{\"a\":\"\\udc00\\ud800\"}", "$.a")]
    [InlineData("{\"a\":1} {}", "$")]
    [InlineData("{\"a\":1,}", "$.a")]
    public void What_cannot_be_read_is_refused_at_its_place(string json, string path)
    {
        var error = AnEvent.Parse(json).Error.ShouldNotBeNull();

        error.Code.ShouldBe("unreadable-json");
        error.Faults.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        var json = Encoding.UTF8.GetBytes(AnEvent.Document(AnEvent.Event));
        json[json.AsSpan().IndexOf("r1"u8)] = 0xFF;

        EpcisDocument.Parse(json).Error.ShouldNotBeNull().Faults.ShouldHaveSingleItem()
            .Path.ShouldBe("$.epcisBody.eventList[0]['agri:recordId']");
    }

    [Fact]
    public void Nesting_is_read_to_32_levels_and_refused_beyond()
    {
        Nested(31).IsOk.ShouldBeTrue();
        Nested(32).Error.ShouldNotBeNull().Detail.ShouldContain("32 levels");
        Nested(100_000).Error.ShouldNotBeNull().Faults[0].Path.ShouldStartWith("$['x:y'][0][0]");

        static Result<EpcisDocument> Nested(int levels) =>
            AnEvent.Parse($"{{\"type\":\"EPCISDocument\",\"x:y\":{new string('[', levels)}{new string(']', levels)}}}");
    }

    [Theory]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("1", "$")]
    [InlineData("{}", "$.type")]
    [InlineData("{\"type\":1}", "$.type")]
    [InlineData("{\"type\":\"Invoice\"}", "$.type")]
    public void Other_json_is_not_epcis(string json, string path)
    {
        var error = AnEvent.Parse(json).Error.ShouldNotBeNull();

        error.Code.ShouldBe("not-epcis");
        error.Faults.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Fact]
    public void An_open_json_element_and_a_text_with_byte_order_mark_are_read_the_same()
    {
        var json = Encoding.UTF8.GetBytes(AnEvent.Document(AnEvent.Event));
        using var open = JsonDocument.Parse(json);
        var expected = AnEvent.Hash(AnEvent.Event);

        AnEvent.Hash(EpcisDocument.Parse(open.RootElement).Value).ShouldBe(expected);
        AnEvent.Hash(EpcisDocument.Parse((byte[])[0xEF, 0xBB, 0xBF, .. json]).Value).ShouldBe(expected);
        EpcisDocument.Parse(default(JsonElement)).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Two_events_are_compared_member_by_member_as_json()
    {
        var one = AnEvent.With("12.5", "12.5").Events[0];

        one.SameJsonAs(AnEvent.With("12.5", "12.50").Events[0]).ShouldBeTrue();
        one.SameJsonAs(AnEvent.With("12.5", "12.6").Events[0]).ShouldBeFalse();
        one.SameJsonAs(AnEvent.With("r1", "r2").Events[0]).ShouldBeFalse();
    }
}

using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

public class EpcisVectorTests
{
    private const string ValidFolder = "epcis/valid";
    private const string InvalidFolder = "epcis/invalid";

    public static TheoryData<string> ValidDocuments => Gs1Vectors.Names(ValidFolder, "*.jsonld");

    public static TheoryData<string> InvalidDocuments => Gs1Vectors.Names(InvalidFolder, "*.json");

    [Theory]
    [MemberData(nameof(ValidDocuments))]
    public void Every_valid_document_is_accepted(string name)
    {
        var document = EpcisDocument.ParseValid(Gs1Vectors.Read(ValidFolder, name));

        document.Error?.Faults.ShouldBeEmpty();
        document.Value.Events.ShouldNotBeEmpty();
        document.Value.Events.ShouldAllBe(epcisEvent => epcisEvent.Validate().Count == 0);
        document.Value.Events.ShouldAllBe(epcisEvent => epcisEvent.EventTime != null && epcisEvent.BizStep != null);
    }

    [Theory]
    [MemberData(nameof(InvalidDocuments))]
    public void Every_invalid_document_is_refused(string name) =>
        EpcisDocument.ParseValid(Gs1Vectors.Read(InvalidFolder, name)).Error.ShouldNotBeNull().Code.ShouldBe("invalid-epcis");

    [Theory]
    [InlineData(
        "Combination_of_events_with_missing_mandatory_fields.json",
        "$.epcisBody.eventList[0].action $.epcisBody.eventList[1].eventTimeZoneOffset $.epcisBody.eventList[1].action")]
    [InlineData("Combination_of_non_standard_bizStep_and_disposition.json", "$.epcisBody.eventList[0].bizStep $.epcisBody.eventList[1].disposition")]
    [InlineData("ObjectEvent_with_ilmd_field_without_namespace.json", "$.epcisBody.eventList[0].ilmd.materialType")]
    [InlineData("ObjectEvent_with_invalid_certificationInfo.json", "$.epcisBody.eventList[0].certificationInfo[0] $.epcisBody.eventList[0].certificationInfo[1]")]
    [InlineData("ObjectEvent_with_non_standard_bizStep.json", "$.epcisBody.eventList[0].bizStep")]
    [InlineData("ObjectEvent_with_non_standard_disposition.json", "$.epcisBody.eventList[0].disposition")]
    [InlineData("ObjectEvent_with_unknown_field_in_quantityList.json", "$.epcisBody.eventList[0].quantityList[0].weight")]
    [InlineData("ObjectEvent_without_identifier_list.json", "$.epcisBody.eventList[0]")]
    public void The_path_of_a_fault_points_at_the_wrong_thing(string name, string paths) =>
        EpcisDocument.Parse(Gs1Vectors.Read(InvalidFolder, name)).Value.Validate().Select(fault => fault.Path).ShouldBe(paths.Split(' '));

    [Theory]
    [MemberData(nameof(ValidDocuments))]
    public void An_event_written_without_its_document_keeps_its_hash_and_all_its_members(string name)
    {
        foreach (var original in EpcisDocument.Parse(Gs1Vectors.Read(ValidFolder, name)).Value.Events)
        {
            var alone = EpcisDocument.ParseValid(Standalone(original)).Value;

            alone.Kind.ShouldBe(EpcisDocumentKind.BareEvent);
            EventHash.Of(alone.Events[0]).ShouldBe(EventHash.Of(original));
            foreach (var member in original.Json.EnumerateObject())
            {
                JsonElement.DeepEquals(alone.Json.GetProperty(member.Name), member.Value).ShouldBeTrue(member.Name);
            }

            Standalone(alone.Events[0]).ShouldBe(Standalone(original));
        }
    }

    private static byte[] Standalone(EpcisEvent epcisEvent)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) epcisEvent.WriteStandalone(writer);
        return stream.ToArray();
    }
}

using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

/// <summary>Every parameter on fields that the standard names, with a value that finds an event and one that does not.</summary>
public class QueryFieldTests
{
    [Theory]
    [InlineData("Picked", "eventType", "AggregationEvent|ObjectEvent", "AggregationEvent")]
    [InlineData("Picked", "eventType", "epcis:ObjectEvent", "TransactionEvent|AssociationEvent")]
    [InlineData("Vendors", "eventType", "my:PruningEvent", "ObjectEvent")]
    [InlineData("Vendors", "eventType", "https://agritrace.example/voc/PruningEvent", "my:Other")]
    [InlineData("Picked", "GE_eventTime", "2026-07-22T06:45:00+07:00", "2026-07-22T06:45:00.001+07:00")]
    [InlineData("Picked", "LT_eventTime", "2026-07-22T06:45:00.001 07:00", "2026-07-22T06:45:00+07:00")]
    [InlineData("Picked", "GE_recordTime", "2026-07-23T00:00:00Z", "2026-07-23T00:00:01Z")]
    [InlineData("Picked", "LT_recordTime", "2026-07-23T00:00:01Z", "2026-07-23T00:00:00Z")]
    [InlineData("Picked", "EQ_action", "DELETE|ADD", "OBSERVE")]
    [InlineData("Made", "EQ_transformationID", "https://id.gs1.org/253/0614141123452400", "urn:epc:id:gdti:0614141.12345.401")]
    [InlineData("Picked", "EQ_bizStep", "shipping|commissioning", "shipping")]
    [InlineData("Picked", "EQ_bizStep", "urn:epcglobal:cbv:bizstep:commissioning", "my:packing")]
    [InlineData("Packed", "EQ_bizStep", "my:packing", "packing")]
    [InlineData("Packed", "EQ_bizStep", "https://agritrace.example/voc/packing", "commissioning")]
    [InlineData("Picked", "EQ_disposition", "https://ref.gs1.org/cbv/Disp-active", "in_transit")]
    [InlineData("Picked", "EQ_persistentDisposition_set", "completeness_verified", "completeness_inferred")]
    [InlineData("Picked", "EQ_persistentDisposition_unset", "completeness_inferred", "completeness_verified")]
    [InlineData("Picked", "EQ_readPoint", "https://id.gs1.org/414/4012345000054/254/400", "https://id.gs1.org/414/4012345000054")]
    [InlineData("Packed", "EQ_readPoint", "urn:epc:id:sgln:4012345.00005.0", "urn:epc:id:sgln:4012345.00005.400")]
    [InlineData("Picked", "WD_readPoint", "urn:epc:id:sgln:4012345.00005.0", "urn:epc:id:sgln:4012345.00005.40")]
    [InlineData("Packed", "WD_readPoint", "https://id.gs1.org/414/4012345000054", "https://id.gs1.org/414/4012345000054/254/400")]
    [InlineData("Picked", "EQ_bizLocation", "https://agritrace.example/places/coop/yard/shed", "https://agritrace.example/places/coop/yard")]
    [InlineData("Picked", "WD_bizLocation", "https://agritrace.example/places/coop/yard", "https://agritrace.example/places/coop/ya")]
    [InlineData("Picked", "WD_bizLocation", "https://agritrace.example/places/coop/", "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8")]
    [InlineData("Picked", "EQ_bizTransaction_po", "https://id.gs1.org/253/06141410000121618034", "urn:epc:id:gdti:0614141.00001.9")]
    [InlineData("Picked", "EQ_bizTransaction_urn:epcglobal:cbv:btt:po", "urn:epc:id:gdti:0614141.00001.1618034", "https://agritrace.example/contracts/1")]
    [InlineData("Picked", "EQ_bizTransaction_my:contract", "https://agritrace.example/contracts/1", "https://agritrace.example/contracts/2")]
    [InlineData("Picked", "EQ_source_location", "urn:epc:id:sgln:4012345.00225.0", "urn:epc:id:sgln:4012345.00226.0")]
    [InlineData("Picked", "EQ_destination_owning_party", "urn:epc:id:pgln:0614141.00777", "urn:epc:id:pgln:0614141.00778")]
    [InlineData("Picked", "EQ_eventID", "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8", "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a9")]
    [InlineData("Packed", "EQ_eventID", Asked.Hash, "ni:///sha-256;ff?ver=CBV2.0")]
    [InlineData("Picked", "GE_errorDeclarationTime", "2026-07-24T00:00:00Z", "2026-07-24T00:00:01Z")]
    [InlineData("Picked", "LT_errorDeclaration_Time", "2026-07-24T00:00:01Z", "2026-07-24T00:00:00Z")]
    [InlineData("Picked", "EQ_errorReason", "incorrect_data", "did_not_occur")]
    [InlineData("Picked", "EQ_correctiveEventID", "urn:uuid:00000000-0000-4000-8000-000000000001", "urn:uuid:00000000-0000-4000-8000-000000000002")]
    public void A_field_is_asked_for(string name, string parameter, string hit, string miss) => Asked.ShouldTell(name, parameter, hit, miss);

    [Theory]
    [InlineData("EQ_action=ADD", "Made")]
    [InlineData("EQ_disposition=active", "Packed")]
    [InlineData("EQ_persistentDisposition_set=active", "Packed")]
    [InlineData("EQ_bizLocation=https://agritrace.example/x", "Packed")]
    [InlineData("WD_bizLocation=https://agritrace.example/", "Packed")]
    [InlineData("EQ_bizTransaction_po=urn:a:b", "Packed")]
    [InlineData("EQ_source_location=urn:epc:id:pgln:0614141.00777", "Picked")]
    [InlineData("EQ_errorReason=incorrect_data", "Packed")]
    [InlineData("LT_errorDeclarationTime=2030-01-01T00:00:00Z", "Packed")]
    [InlineData("EQ_transformationID=urn:a:b", "Packed")]
    public void An_event_without_the_field_is_not_found(string query, string name) => Asked.Finds(query, Asked.Named(name)).ShouldBeFalse();

    [Theory]
    [InlineData("EXISTS_errorDeclaration", "Picked", "Packed")]
    [InlineData("EXISTS_sensorElementList", "Sensed", "Packed")]
    public void What_must_exist_needs_no_value_and_what_need_not_asks_nothing(string parameter, string with, string without)
    {
        foreach (var value in new[] { "", "true", "1" })
        {
            Asked.Finds($"{parameter}={value}", Asked.Named(with)).ShouldBeTrue();
            Asked.Finds($"{parameter}={value}", Asked.Named(without)).ShouldBeFalse();
        }

        Asked.Finds($"{parameter}=false", Asked.Named(without)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Made", "EQ_quantity", "7|100", "7")]
    [InlineData("Made", "GT_quantity", "99.99", "100")]
    [InlineData("Made", "GE_quantity", "1e2", "100.01")]
    [InlineData("Made", "LT_quantity", "10.5", "10")]
    [InlineData("Made", "LE_quantity", "10.0", "9")]
    [InlineData("Made", "EQ_quantity_KGM", "10", "100")]
    [InlineData("Made", "GT_quantity_KGM", "9", "10")]
    [InlineData("Made", "GE_quantity_KGM", "10", "11")]
    [InlineData("Made", "LT_quantity_KGM", "11", "10")]
    [InlineData("Made", "LE_quantity_KGM", "10", "9")]
    [InlineData("Made", "EQ_quantity_GRM", "10000", "10")]
    [InlineData("Made", "GE_quantity_TNE", "0.01", "0.010001")]
    public void A_quantity_and_its_unit_are_of_one_element(string name, string parameter, string hit, string miss) =>
        Asked.ShouldTell(name, parameter, hit, miss);

    [Fact]
    public void A_quantity_in_a_unit_of_another_kind_is_not_found() => Asked.Finds("GE_quantity_LTR=-5", Asked.Made).ShouldBeFalse();

    [Fact]
    public void A_quantity_too_large_to_convert_is_compared_in_its_own_unit_only()
    {
        var huge = Asked.Event("""
            "type": "ObjectEvent", "action": "ADD", "quantityList": [{ "epcClass": "urn:a:b", "quantity": 7e28, "uom": "TNE" }]
            """);

        Asked.Finds("EQ_quantity_TNE=7e28", huge).ShouldBeTrue();
        Asked.Finds("GT_quantity_KGM=1", huge).ShouldBeFalse();
    }

    [Fact]
    public void All_parameters_of_a_query_must_hold()
    {
        Asked.Finds("EQ_action=ADD&EQ_bizStep=commissioning&eventType=ObjectEvent", Asked.Picked).ShouldBeTrue();
        Asked.Finds("EQ_action=ADD&EQ_bizStep=shipping&eventType=ObjectEvent", Asked.Picked).ShouldBeFalse();
    }

    [Fact]
    public void A_query_without_parameters_finds_everything()
    {
        var query = EventQuery.Read([], Asked.Prefixes).Value;

        Asked.All.ShouldAllBe(epcis => query.Finds(epcis));
        query.HasOtherConditions.ShouldBeFalse();
    }
}

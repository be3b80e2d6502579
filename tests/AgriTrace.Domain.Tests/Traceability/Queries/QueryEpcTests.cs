using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

public class QueryEpcTests
{
    [Theory]
    [InlineData("Picked", "MATCH_epc", "urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:id:sgtin:4012345.011111.987")]
    [InlineData("Picked", "MATCH_epc", "https://id.gs1.org/01/04012345111118/21/9876", "https://id.gs1.org/01/04012345111118")]
    [InlineData("Picked", "MATCH_epc", "https://farm.example/01/04012345111118/10/A/21/9876?x=1", "https://farm.example/01/04012345111118/10/A")]
    [InlineData("Packed", "MATCH_epc", "urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:id:sscc:4012345.0111111111")]
    [InlineData("Packed", "MATCH_parentID", "https://id.gs1.org/00/040123451111111110", "urn:epc:id:sgtin:4012345.011111.9876")]
    [InlineData("Made", "MATCH_inputEPC", "urn:epc:id:sgtin:4012345.011122.25", "urn:epc:id:sgtin:4012345.077889.25")]
    [InlineData("Made", "MATCH_outputEPC", "urn:epc:id:sgtin:4012345.077889.25", "urn:epc:id:sgtin:4012345.011122.25")]
    [InlineData("Packed", "MATCH_anyEPC", "urn:epc:id:sscc:4012345.0111111111", "https://id.gs1.org/01/04012345123456/10/998877")]
    [InlineData("Made", "MATCH_anyEPC", "urn:a:b|urn:epc:id:sgtin:4012345.077889.25", "urn:a:b")]
    [InlineData("Picked", "MATCH_epcClass", "https://id.gs1.org/01/04012345123456/10/998877", "https://id.gs1.org/01/04012345123456/10/99887")]
    [InlineData("Packed", "MATCH_epcClass", "urn:epc:class:lgtin:4012345.012345.998877", "urn:epc:class:lgtin:4012345.012345.1")]
    [InlineData("Packed", "MATCH_epcClass", "https://id.gs1.org/01/04012345123456", "https://id.gs1.org/01/04012345111118")]
    [InlineData("Packed", "MATCH_epcClass", "urn:epc:idpat:sgtin:4012345.012345.*", "urn:epc:idpat:sgtin:4012345.011111.*")]
    [InlineData("Picked", "MATCH_epcClass", "https://agritrace.example/p/coop/mango/L1", "https://agritrace.example/p/coop/mango")]
    [InlineData("Made", "MATCH_inputEPCClass", "urn:epc:class:lgtin:4012345.011111.4444", "urn:epc:idpat:sgtin:4012345.066666.*")]
    [InlineData("Made", "MATCH_outputEPCClass", "https://id.gs1.org/01/04012345666663", "urn:epc:class:lgtin:4012345.011111.4444")]
    [InlineData("Made", "MATCH_anyEPCClass", "urn:epc:class:lgtin:4012345.011111.4444", "urn:epc:id:sgtin:4012345.011122.25")]
    [InlineData("Packed", "MATCH_anyEPCClass", "urn:epc:idpat:sgtin:4012345.*.*", "urn:epc:idpat:sgtin:4012346.*.*")]
    public void An_id_is_the_same_as_URN_and_as_Digital_Link(string name, string parameter, string hit, string miss) =>
        Asked.ShouldTell(name, parameter, hit, miss);

    [Theory]
    [InlineData("urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:idpat:sgtin:4012345.011111.9876", "urn:epc:idpat:sgtin:4012345.011111.987")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:idpat:sgtin:4012345.011111.*", "urn:epc:idpat:sgtin:4012345.011112.*")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:idpat:sgtin:4012345.*.*", "urn:epc:idpat:sgtin:4012349.*.*")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:idpat:sgtin:*.*.*", "urn:epc:idpat:sscc:*.*")]
    [InlineData("urn:epc:id:sscc:4012345.0111111111", "urn:epc:idpat:sscc:4012345.*", "urn:epc:idpat:sscc:4012346.*")]
    [InlineData("urn:epc:id:sgln:4012345.00005.400", "urn:epc:idpat:sgln:4012345.00005.*", "urn:epc:idpat:sgln:4012345.00006.*")]
    [InlineData("urn:epc:id:sgln:4012345.00005.400", "urn:epc:idpat:sgln:4012345.00005.400", "urn:epc:idpat:sgln:4012345.00005.0")]
    [InlineData("urn:epc:id:grai:4012345.12345.400", "urn:epc:idpat:grai:4012345.12345.*", "urn:epc:idpat:grai:4012345.12346.*")]
    [InlineData("urn:epc:id:grai:4012345.12345.400", "urn:epc:idpat:grai:4012345.*.*", "urn:epc:idpat:grai:4012346.*.*")]
    [InlineData("urn:epc:id:grai:4012345.12345.400", "urn:epc:idpat:grai:4012345.12345.400", "urn:epc:idpat:grai:4012345.12345.40")]
    [InlineData("urn:epc:id:giai:4012345.5678", "urn:epc:idpat:giai:4012345.*", "urn:epc:idpat:giai:4012346.*")]
    [InlineData("urn:epc:id:gdti:0614141.12345.400", "urn:epc:idpat:gdti:0614141.12345.*", "urn:epc:idpat:gdti:0614141.12346.*")]
    [InlineData("urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7SDB", "urn:epc:idpat:upui:1234567.089456.*", "urn:epc:idpat:upui:1234567.089457.*")]
    public void A_pattern_takes_in_what_its_stars_stand_for(string epc, string hit, string miss)
    {
        var epcis = Asked.Event($$"""
            "type": "ObjectEvent", "action": "OBSERVE", "epcList": ["{{epc}}"]
            """);

        Asked.Finds($"MATCH_epc={hit}", epcis).ShouldBeTrue();
        Asked.Finds($"MATCH_anyEPC={hit}", epcis).ShouldBeTrue();
        Asked.Finds($"MATCH_epc={miss}", epcis).ShouldBeFalse();
    }

    [Theory]
    [InlineData("urn:epc:idpat:sgtin:*.011111.1")]
    [InlineData("urn:epc:idpat:sgtin:4012345.*.1")]
    [InlineData("urn:epc:idpat:sgtin:4012345.0111*.*")]
    [InlineData("urn:epc:idpat:sgtin:4012345.*")]
    [InlineData("urn:epc:idpat:sgtin:40123x5.*.*")]
    [InlineData("urn:epc:idpat:sgtin:4012345.1.*")]
    [InlineData("urn:epc:idpat:nothing:4012345.*")]
    [InlineData("urn:epc:idpat:sgtin")]
    [InlineData("mango")]
    [InlineData("xoài:1")]
    public void What_is_neither_a_URI_nor_a_pattern_is_refused(string value) =>
        Asked.Refused(Asked.Read($"MATCH_anyEPC={value}")).ShouldBe(["MATCH_anyEPC"]);

    [Fact]
    public void Exact_ids_of_one_parameter_are_one_entry_of_keys()
    {
        var query = Asked.Read("MATCH_anyEPC=urn:epc:id:sgtin:4012345.011111.9876|urn:a:b&MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.012345.998877").Value;

        query.Keys.ShouldBe([["https://id.gs1.org/01/04012345111118/21/9876", "urn:a:b"], ["https://id.gs1.org/01/04012345123456/10/998877"]]);
        query.Conditions.ShouldBeEmpty();
        query.HasOtherConditions.ShouldBeFalse();
    }

    [Fact]
    public void A_class_with_all_its_lots_is_bounded_by_its_product()
    {
        var query = Asked.Read("MATCH_anyEPCClass=https://id.gs1.org/01/04012345123456|urn:epc:class:lgtin:4012345.011111.4444").Value;

        query.Keys.ShouldBeEmpty();
        query.Conditions.ShouldHaveSingleItem().Values.ShouldBe(["https://id.gs1.org/01/04012345123456", "https://id.gs1.org/01/04012345111118"]);
        query.Conditions[0].Dimension.ShouldBe(EventDimension.Product);
        query.HasOtherConditions.ShouldBeFalse();
    }

    [Theory]
    [InlineData("MATCH_anyEPC=urn:epc:idpat:sgtin:4012345.*.*")]
    [InlineData("MATCH_anyEPCClass=https://id.gs1.org/01/04012345123456|urn:a:b")]
    public void What_no_index_knows_is_bounded_by_none(string parameter)
    {
        var query = Asked.Read(parameter).Value;

        (query.Keys.Count + query.Conditions.Count).ShouldBe(0);
        query.HasOtherConditions.ShouldBeTrue();
    }
}

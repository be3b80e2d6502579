using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

/// <summary>Identifiers as links and as URNs, and all else left alone.</summary>
public class EpcTranslatorTests
{
    private const string Item = "urn:epc:id:sgtin:0614141.107346.2017", ItemLink = "https://id.gs1.org/01/10614141073464/21/2017";
    private const string Class = "urn:epc:class:lgtin:4054739.099914.20160711", ClassLink = "https://id.gs1.org/01/04054739999148/10/20160711";
    private const string Place = "urn:epc:id:sgln:0614141.07346.1234", PlaceLink = "https://id.gs1.org/414/0614141073467/254/1234";
    private const string Party = "urn:epc:id:pgln:4012345.00000", PartyLink = "https://id.gs1.org/417/4012345000009";

    /// <summary>Every place that holds an identifier, and the same texts where they are none of the standard's.</summary>
    private const string Everywhere =
        """
        {
          "@context": { "ex": "https://example.com/", "epc": "urn:epc:id:" },
          "type": "ex:Event", "eventTime": "2026-07-22T06:45:00.000+07:00", "eventTimeZoneOffset": "+07:00", "eventID": "ITEM", "certificationInfo": "ITEM",
          "epcList": ["ITEM", "https://farm.example/crates/1"], "childEPCs": ["ITEM"], "inputEPCList": ["ITEM"], "outputEPCList": ["ITEM"],
          "parentID": "ITEM", "transformationID": "ITEM",
          "quantityList": [{ "epcClass": "CLASS", "quantity": 1.50, "uom": "KGM" }], "childQuantityList": [{ "epcClass": "CLASS" }],
          "inputQuantityList": [{ "epcClass": "CLASS" }], "outputQuantityList": [{ "epcClass": "CLASS" }],
          "readPoint": { "id": "PLACE", "ex:id": "PLACE" }, "bizLocation": { "id": "PLACE" },
          "bizTransactionList": [{ "type": "po", "bizTransaction": "ITEM" }, { "bizTransaction": "urn:epcglobal:cbv:bt:0614141073467:1152" }],
          "sourceList": [{ "type": "owning_party", "source": "PARTY" }], "destinationList": [{ "type": "location", "destination": "PLACE" }],
          "sensorElementList": [{ "sensorReport": [{ "type": "Count", "deviceID": "ITEM", "value": 1.0 }] }],
          "ilmd": { "ex:id": "ITEM" }, "ex:note": ["ITEM", { "epcList": ["ITEM"] }],
          "errorDeclaration": { "declarationTime": "2026-07-22T06:45:00Z", "correctiveEventIDs": ["ITEM"], "ex:id": "ITEM" }
        }
        """;

    [Fact]
    public void Links_stand_wherever_the_standard_has_an_identifier_and_nowhere_else()
    {
        var (urns, links) = (Fill(Everywhere, Item, Class, Place, Party), Fill(Everywhere, ItemLink, ClassLink, PlaceLink, PartyLink));

        var written = Write(urns, new EpcTranslator(EpcFormat.AlwaysDigitalLink)).Value;

        foreach (var (name, value) in written)
        {
            var stays = name is "eventID" or "certificationInfo" or "ilmd" or "ex:note" or "sensorElementList" or "errorDeclaration";
            var expected = (stays ? urns : links)[name]!.DeepClone();
            if (name == "readPoint") expected["ex:id"] = Place;
            value!.ToJsonString().ShouldBe(expected.ToJsonString(), name);
        }
    }

    [Fact]
    public void Where_the_prefix_is_known_links_become_the_urns_again()
    {
        var (urns, links) = (Fill(Everywhere, Item, Class, Place, Party), Fill(Everywhere, ItemLink, ClassLink, PlaceLink, PartyLink));
        string[] prefixes = ["0614141", "4054739", "4012345"];

        var written = Write(links, new EpcTranslator(EpcFormat.AlwaysUrn, digits => prefixes.FirstOrDefault(digits.StartsWith)?.Length)).Value;

        written["epcList"]!.ToJsonString().ShouldBe(urns["epcList"]!.ToJsonString(), "what is no GS1 key has one form");
        foreach (var name in (string[])["childEPCs", "parentID", "quantityList", "bizLocation", "bizTransactionList", "sourceList", "destinationList"])
            written[name]!.ToJsonString().ShouldBe(urns[name]!.ToJsonString(), name);
    }

    [Theory]
    [InlineData(EpcFormat.NeverTranslates)]
    [InlineData(EpcFormat.NoPreference)]
    public void Who_wants_no_translation_gets_every_event_as_it_was_written(EpcFormat format)
    {
        var given = Fill(Everywhere, Item, ClassLink, Place, PartyLink);

        Write(given, new EpcTranslator(format)).Value.ToJsonString().ShouldBe(given.ToJsonString());
    }

    [Fact]
    public void What_was_written_as_a_urn_stays_one_though_nobody_knows_its_prefix()
    {
        var given = Fill(Everywhere, Item, Class, Place, Party);

        Write(given, new EpcTranslator(EpcFormat.AlwaysUrn)).Value.ToJsonString().ShouldBe(given.ToJsonString());
    }

    [Theory]
    [InlineData(ItemLink, null)]
    [InlineData(ItemLink, 5)]
    [InlineData("https://shop.example/a/01/10614141073464/21/2017?17=261231", null)]
    public void A_link_whose_company_prefix_is_unknown_is_refused_by_its_name(string link, int? length)
    {
        var error = new EpcTranslator(EpcFormat.AlwaysUrn, _ => length).Translate(link, EpcisContext.Standard).Error!;

        (error.Kind, error.Code).ShouldBe((ErrorKind.NotAcceptable, "epc-format-not-acceptable"));
        error.Detail.ShouldContain(link);
    }

    [Theory]
    [InlineData("https://shop.example/a/01/10614141073464/21/2017?17=261231", EpcFormat.AlwaysUrn, Item)]
    [InlineData("https://shop.example/a/01/10614141073464/21/2017?17=261231", EpcFormat.AlwaysDigitalLink, null)]
    [InlineData("https://agritrace.example/p/htx/mut/M1", EpcFormat.AlwaysUrn, null)]
    [InlineData("https://id.gs1.org/01/10614141073465/21/2017", EpcFormat.AlwaysUrn, null)]
    [InlineData("urn:epc:id:sgtin:no.such.thing", EpcFormat.AlwaysDigitalLink, null)]
    [InlineData("urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", EpcFormat.AlwaysUrn, null)]
    [InlineData("epc:sgtin:0614141.107346.2017", EpcFormat.AlwaysDigitalLink, ItemLink)]
    [InlineData("epc:sgtin:0614141.107346.2017", EpcFormat.AlwaysUrn, null)]
    public void One_identifier_is_read_in_its_context_and_stays_where_it_has_no_other_form(string given, EpcFormat format, string? expected)
    {
        var context = EpcisContext.Standard.With(JsonElement.Parse("""{"epc":"urn:epc:id:"}"""));

        new EpcTranslator(format, _ => 7).Translate(given, context).Value.ShouldBe(expected ?? given);
    }

    [Fact]
    public void Two_ways_to_write_one_identifier_become_one_entry_so_that_the_answer_is_valid()
    {
        var given = JsonNode.Parse($$"""{"type":"ObjectEvent","epcList":["{{Item}}","{{ItemLink}}","https://farm.example/1"]}""")!.AsObject();

        Write(given, new EpcTranslator(EpcFormat.AlwaysDigitalLink)).Value["epcList"]!.ToJsonString().ShouldBe($"""["{ItemLink}","https://farm.example/1"]""");
    }

    [Fact]
    public void An_answer_says_to_which_query_and_subscription_it_is_and_refuses_whole_what_it_cannot_write()
    {
        var now = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        var document = AnEvent.Parse(AnEvent.Document(AnEvent.Event)).Value;
        var stored = StoredEvent.Of("htx", document, document.Events[0], now);

        var written = QueryDocument.Write([stored], now, new() { QueryName = "mine", SubscriptionId = "s-1" }).Value;
        var results = JsonNode.Parse(written)!["epcisBody"]!["queryResults"]!;
        (results["queryName"]!.GetValue<string>(), results["subscriptionID"]!.GetValue<string>()).ShouldBe(("mine", "s-1"));
        EpcisDocument.ParseValid(written).Value.Events[0].EventId.ShouldBe(stored.Hash);

        QueryDocument.Write([stored], now, new() { Identifiers = new(EpcFormat.AlwaysUrn) }).Error!.Kind.ShouldBe(ErrorKind.NotAcceptable);
    }

    [Theory]
    [InlineData("", "farm", null)]
    [InlineData("farm=https://farm.example/", "farm", "https://farm.example/")]
    [InlineData(" a=http://one.example/epcis/,\tfarm=urn:farm:x=1 ,", "farm", "urn:farm:x=1")]
    [InlineData("farm=https://farm.example/", "cbv", "https://ref.gs1.org/cbv/")]
    public void A_header_defines_prefixes(string header, string prefix, string? space) =>
        EpcisContext.OfExtensions(header).Value.NamespaceOf(prefix).ShouldBe(space);

    [Theory]
    [InlineData("farm")]
    [InlineData("=https://farm.example/")]
    [InlineData("farm=")]
    [InlineData("farm=nowhere")]
    [InlineData("1=https://farm.example/")]
    [InlineData("a=https://a.example/,a=https://b.example/")]
    public void A_header_that_defines_no_prefix_is_refused(string header) => EpcisContext.OfExtensions(header).Error!.Code.ShouldBe("header-invalid");

    [Fact]
    public void A_header_defines_twenty_prefixes_at_most()
    {
        string Pairs(int count) => string.Join(',', Enumerable.Range(1, count).Select(number => $"p{number}=https://farm.example/"));

        EpcisContext.OfExtensions(Pairs(20)).IsOk.ShouldBeTrue();
        EpcisContext.OfExtensions(Pairs(21)).IsOk.ShouldBeFalse();
    }

    private static Result<JsonObject> Write(JsonObject epcis, EpcTranslator translator)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        if (translator.WriteStandalone(writer, EpcisDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(epcis)).Value.Events[0]) is { } error) return error;
        writer.Flush();
        var written = JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
        // Comes back as a list of one.
        if (epcis["@context"] is { } context) written["@context"] = context.DeepClone();
        else written.Remove("@context");
        return written;
    }

    private static JsonObject Fill(string template, string item, string epcClass, string place, string party) => JsonNode.Parse(
        template.Replace("ITEM", item, StringComparison.Ordinal).Replace("CLASS", epcClass, StringComparison.Ordinal)
            .Replace("PLACE", place, StringComparison.Ordinal).Replace("PARTY", party, StringComparison.Ordinal))!.AsObject();
}

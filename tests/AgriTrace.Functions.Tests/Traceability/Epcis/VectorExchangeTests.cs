using System.Text;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>Every document that GS1 publishes, through the door that other systems use.</summary>
public sealed class VectorExchangeTests(House house) : HttpTests(house)
{
    private const string Valid = "epcis/valid", Invalid = "epcis/invalid";

    public static TheoryData<string> ValidDocuments => Vectors.Names(Valid, "*.jsonld");

    public static TheoryData<string> InvalidDocuments => Vectors.Names(Invalid, "*.json");

    [Theory]
    [MemberData(nameof(ValidDocuments))]
    public async Task A_valid_document_comes_back_with_nothing_lost(string name)
    {
        var document = Vectors.Read(Valid, name);
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Kept(document);

        (await given.Admin.Events()).ShouldHoldAll(ExchangeWords.Sent(document));
    }

    [Theory]
    [MemberData(nameof(ValidDocuments))]
    public async Task What_comes_back_of_a_valid_document_is_valid_and_has_the_same_hashes(string name)
    {
        var document = Vectors.Read(Valid, name);
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(document);

        using var answer = await given.Admin.AsWritten("/epcis/events?perPage=100");
        var found = EpcisDocument.ParseValid(await answer.Content.ReadAsByteArrayAsync(Cancel)).Value;

        found.Kind.ShouldBe(EpcisDocumentKind.EpcisQueryDocument);
        found.Events.Select(Hash).ShouldBe(EpcisDocument.ParseValid(Encoding.UTF8.GetBytes(document)).Value.Events.Select(Hash), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(InvalidDocuments))]
    public async Task An_invalid_document_is_refused_with_a_path_and_leaves_nothing_behind(string name)
    {
        var document = Vectors.Read(Invalid, name);
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await given.Admin.Capture(document).Problem(400, "invalid-epcis");

        var paths = problem["errors"]!.AsArray().Select(fault => fault!.Text("path")).ToArray();
        paths.ShouldNotBeEmpty();
        paths.ShouldAllBe(path => path.StartsWith("$.epcisBody.eventList[", StringComparison.Ordinal));
        (await given.Admin.Events()).ShouldBeEmpty();
    }

    private static string Hash(EpcisEvent epcis) => EventHash.Of(epcis).Hash;
}

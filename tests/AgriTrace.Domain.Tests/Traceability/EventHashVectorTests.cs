using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

public class EventHashVectorTests
{
    private const string Folder = "event-hash";

    // The second line of this file is not what its own .hashes file hashes: it repeats the first event with its extension misplaced.
    private const string WithStalePreHash = "epcisDocWithCustomSchemaInContext.jsonld";

    public static TheoryData<string> Documents => Gs1Vectors.Names(Folder, "*.jsonld");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_event_hash_of_gs1_is_reproduced(string name) =>
        HashesOf(name).Select(hash => hash.Hash).ShouldBe(Gs1Vectors.ReadLines(Folder, Path.ChangeExtension(name, ".hashes")));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_pre_hash_string_of_gs1_is_reproduced(string name)
    {
        var expected = Gs1Vectors.ReadLines(Folder, Path.ChangeExtension(name, ".prehashes"));
        if (name == WithStalePreHash) expected = expected[..1];

        HashesOf(name).Take(expected.Length).Select(hash => hash.PreHash).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_document_that_gs1_hashes_is_valid(string name) =>
        EpcisDocument.Parse(Gs1Vectors.Read(Folder, name)).Value.Validate().ShouldBeEmpty();

    private static IEnumerable<EventHash> HashesOf(string name)
    {
        var document = EpcisDocument.Parse(Gs1Vectors.Read(Folder, name)).Value;
        var ignored = IgnoredFields(document);
        return document.Events.Select(epcisEvent => EventHash.Of(epcisEvent, ignored));
    }

    // GS1's tool reads this list out of the document. We let the caller say it, so the test passes it on.
    private static HashSet<string> IgnoredFields(EpcisDocument document) =>
        document.Json.TryGetProperty("repository-x:ignoreFields", out var names)
            ? [.. names.EnumerateArray().Select(name => document.Context.Expand(name.GetString()!)!)]
            : [];
}

using System.Text.Json;
using static AgriTrace.Domain.Traceability.Epcis.FieldRules;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>The rules for what stands around events (EPCIS 2.0, 9.5).</summary>
internal static class EpcisDocumentRules
{
    private static readonly Rule Anything = (_, _) => { };

    private static readonly ObjectRule MasterDataAttribute = new("a master data attribute", new Dictionary<string, Rule>
    {
        ["id"] = AnyUri,
        ["attribute"] = (check, value) =>
        {
            if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object) return;
            check.Fault("Should be a text, a number or an object.");
        },
    })
    { Required = ["id"] };

    private static readonly ObjectRule VocabularyElement = new("a vocabulary element", new Dictionary<string, Rule>
    {
        ["id"] = AnyUri,
        ["attributes"] = List(MasterDataAttribute),
        ["children"] = List(AnyUri),
    })
    { Required = ["id"] };

    private static readonly ObjectRule Vocabulary = new("a vocabulary", new Dictionary<string, Rule>
    {
        ["type"] = AnyUri,
        ["vocabularyElementList"] = List(VocabularyElement),
    })
    { Required = ["type"] };

    private static readonly ObjectRule MasterData = new("epcisMasterData", new Dictionary<string, Rule>
    {
        ["vocabularyList"] = List(Vocabulary),
    });

    private static readonly ObjectRule Header = new("epcisHeader", new Dictionary<string, Rule> { ["epcisMasterData"] = MasterData });

    public static Rule Document(Rule eventList)
    {
        var body = new ObjectRule("epcisBody", new Dictionary<string, Rule> { ["eventList"] = eventList }) { Required = ["eventList"] };
        return new ObjectRule("an EPCISDocument", new Dictionary<string, Rule>
        {
            ["@context"] = LinkedDataContext,
            ["id"] = AnyUri,
            ["type"] = Anything,
            ["schemaVersion"] = VersionNumber,
            ["creationDate"] = Time,
            ["instanceIdentifier"] = Text,
            ["sender"] = Text,
            ["receiver"] = Text,
            ["epcisHeader"] = Header,
            ["epcisBody"] = body,
        })
        { Required = ["@context", "schemaVersion", "creationDate", "epcisBody"] };
    }

    public static Rule QueryDocument(Rule eventList)
    {
        var results = new ObjectRule("resultsBody", new Dictionary<string, Rule>
        {
            ["eventList"] = eventList,
            ["vocabularyList"] = List(Vocabulary),
        })
        { Required = ["eventList"] };

        var query = new ObjectRule("queryResults", new Dictionary<string, Rule>
        {
            ["queryName"] = Text,
            ["subscriptionID"] = Text,
            ["resultsBody"] = results,
        })
        { Required = ["queryName", "resultsBody"] };

        var body = new ObjectRule("epcisBody", new Dictionary<string, Rule> { ["queryResults"] = query }) { Required = ["queryResults"] };
        return new ObjectRule("an EPCISQueryDocument", new Dictionary<string, Rule>
        {
            ["@context"] = LinkedDataContext,
            ["id"] = AnyUri,
            ["type"] = Anything,
            ["schemaVersion"] = VersionNumber,
            ["creationDate"] = Time,
            ["epcisBody"] = body,
        })
        { Required = ["@context", "epcisBody"] };
    }
}

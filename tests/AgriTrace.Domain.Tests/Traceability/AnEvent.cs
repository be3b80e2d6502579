using System.Text;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

/// <summary>A small valid document to break in one place.</summary>
internal static class AnEvent
{
    public const string Event =
        """
        {
          "type": "ObjectEvent",
          "eventTime": "2026-07-22T06:45:00.000+07:00",
          "eventTimeZoneOffset": "+07:00",
          "action": "ADD",
          "bizStep": "commissioning",
          "epcList": ["https://id.gs1.org/01/09521141012345/21/1", "https://id.gs1.org/01/09521141012345/21/2"],
          "quantityList": [{ "epcClass": "https://id.gs1.org/01/09521141012345/10/CT-07", "quantity": 12.5, "uom": "KGM" }],
          "readPoint": { "id": "https://id.gs1.org/414/4012345000054" },
          "agri:recordId": "r1"
        }
        """;

    public static string Document(params string[] events) =>
        $$"""
        {
          "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { "agri": "https://agritrace.example/voc/" }],
          "type": "EPCISDocument",
          "schemaVersion": "2.0",
          "creationDate": "2026-07-22T10:30:00Z",
          "epcisBody": { "eventList": [{{string.Join(',', events)}}] }
        }
        """;

    public static Result<EpcisDocument> Parse(string json) => EpcisDocument.Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>The usual event with one text replaced by another. Fails when the text is not there.</summary>
    public static EpcisDocument With(string text, string replacement)
    {
        Event.ShouldContain(text);
        return Parse(Document(Event.Replace(text, replacement, StringComparison.Ordinal))).Value;
    }

    public static EventHash Hash(EpcisDocument document) => EventHash.Of(document.Events[0]);

    public static EventHash Hash(string epcisEvent) => Hash(Parse(Document(epcisEvent)).Value);
}

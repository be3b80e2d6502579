using System.Globalization;
using System.Text.Json.Nodes;

namespace AgriTrace.Testing.Fuzz;

/// <summary>Foreign JSON, of which openapi.json tells no shape.</summary>
internal static class FuzzEpcis
{
    public static JsonNode Document(FuzzPool pool, Random random)
    {
        var lot = $"https://id.gs1.org/01/{FuzzPool.Gtin}/10/{pool.Of("lot", random)}";
        return new JsonObject
        {
            ["@context"] = new JsonArray("https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"),
            ["type"] = "EPCISDocument",
            ["schemaVersion"] = "2.0",
            ["creationDate"] = "2026-01-20T06:30:00.000Z",
            ["epcisBody"] = new JsonObject { ["eventList"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Event(lot, random))]) },
        };
    }

    public static JsonNode Field() => JsonNode.Parse("""{"type":"Polygon","coordinates":[[[105.82,10.04],[105.83,10.04],[105.83,10.05],[105.82,10.05],[105.82,10.04]]]}""")!;

    private static JsonNode Event(string lot, Random random) => new JsonObject
    {
        ["type"] = "ObjectEvent",
        ["eventTime"] = DateTimeOffset.UtcNow.AddDays(-random.Next(1, 60)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
        ["eventTimeZoneOffset"] = "+07:00",
        ["action"] = "OBSERVE",
        ["bizStep"] = "shipping",
        ["disposition"] = "in_transit",
        ["readPoint"] = new JsonObject { ["id"] = "https://id.gs1.org/414/9521141111116" },
        ["bizTransactionList"] = new JsonArray(new JsonObject { ["type"] = "po", ["bizTransaction"] = "urn:x:1" }),
        ["quantityList"] = new JsonArray(new JsonObject { ["epcClass"] = lot, ["quantity"] = random.Next(1, 50), ["uom"] = "KGM" }),
    };
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Testing;

/// <summary>Events of what is done on a plot, as the simple API makes them.</summary>
public static class FieldWork
{
    /// <summary>A plot is sprayed.</summary>
    public static StoredEvent Spray(string coop, string plot, Uri site, DateTimeOffset at, int? intervalDays, string recordId = "spray", string material = "Abamectin 1.8EC", DateTimeOffset? now = null) =>
        Event(coop, plot, site, at, recordId, now ?? at, new JsonObject
        {
            ["agritrace:type"] = "cultivate",
            ["agritrace:activity"] = "spray",
            ["agritrace:materialName"] = material,
            ["agritrace:materialActiveIngredient"] = "Abamectin",
            ["agritrace:materialDose"] = "20 ml / 16 l",
            ["agritrace:quantityValue"] = 0.25,
            ["agritrace:quantityUnit"] = "LTR",
            ["agritrace:intervalDays"] = intervalDays,
            ["agritrace:reason"] = "sâu vẽ bùa",
            ["agritrace:note"] = "Phun buổi sáng",
        });

    /// <summary>Any work on a plot.</summary>
    /// <param name="extensions">With their prefix; those without a value are left out.</param>
    public static StoredEvent Event(string coop, string plot, Uri site, DateTimeOffset at, string recordId, DateTimeOffset now, JsonObject extensions)
    {
        var uri = LotUri.OfPlot(coop, plot, site);
        var json = new JsonObject
        {
            ["@context"] = new JsonArray(EpcisContext.StandardUri, new JsonObject { ["agritrace"] = EventMaker.Namespace }),
            ["type"] = "ObjectEvent",
            ["eventTime"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["eventTimeZoneOffset"] = at.ToString("zzz", CultureInfo.InvariantCulture),
            ["action"] = "OBSERVE",
            ["bizStep"] = "other",
            ["disposition"] = "in_progress",
            ["readPoint"] = new JsonObject { ["id"] = uri },
            ["bizLocation"] = new JsonObject { ["id"] = uri },
            ["epcList"] = new JsonArray(uri),
            ["agritrace:recordId"] = recordId,
            ["agritrace:recordedBy"] = "ut",
        };
        foreach (var (name, value) in extensions)
            if (value is not null)
                json[name] = value.DeepClone();
        var document = EpcisDocument.ParseValid(Encoding.UTF8.GetBytes(json.ToJsonString(AgriTraceJson.Options))).Value;
        return StoredEvent.Of(coop, document, document.Events[0], now);
    }
}

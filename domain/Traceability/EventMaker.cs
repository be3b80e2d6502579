using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Traceability;

/// <summary>Who recorded an event and which record it is: what goes into every event that we make.</summary>
/// <param name="RecordedBy">See <see cref="Caller.Name"/>.</param>
/// <param name="OnBehalfOf">The member in whose place a helper recorded it.</param>
public sealed record Recorded(string Coop, string RecordId, string RecordedBy, string? OnBehalfOf, DateTimeOffset Now);

/// <summary>So much of a lot; null for all of it, or some.</summary>
/// <param name="Grade">Of a lot that grading makes.</param>
public sealed record LotShare(LotId Lot, Quantity? Quantity, string? Grade = null);

/// <summary>Makes the EPCIS 2.0 events that we record; <see cref="RecordEvents"/> those of the simple API. The same input gives the same event, and so the same hash.</summary>
/// <param name="site">The public base URL: lots, plots and places without a GS1 key are named by addresses below it.</param>
public sealed class EventMaker(Uri site)
{
    /// <summary>Of our extensions.</summary>
    public const string Namespace = "https://agritrace.example/ns/";

    /// <summary>Stands for <see cref="Namespace"/> in what we make.</summary>
    public const string Prefix = "agritrace";

    internal Uri Site => site;

    /// <summary>A lot comes into being on its plot.</summary>
    public StoredEvent Harvest(LotClaim lot, DateTimeOffset now)
    {
        var plot = LotUri.OfPlot(lot.Coop, lot.Plot!, site);
        var json = Start("ObjectEvent", lot.HarvestedAt, "ADD", "commissioning", "active", plot);
        json["bizLocation"] = Id(plot);
        json["quantityList"] = List([new LotShare(lot.Id, lot.Quantity)]);
        json["ilmd"] = new JsonObject
        {
            ["cbvmda:lotNumber"] = lot.Id.Lot,
            ["cbvmda:harvestStartDate"] = Day(VietnamTime.DayOf(lot.HarvestedAt)),
            ["cbvmda:itemExpirationDate"] = Day(lot.ExpiresOn),
        };
        json[Prefix + ":type"] = RecordType.Harvest.Word();
        if (lot.Grade is { } grade) json[Prefix + ":grade"] = grade;
        return Finish(json, new Recorded(lot.Coop, lot.RecordId, lot.RecordedBy, lot.OnBehalfOf, now));
    }

    /// <summary>Lots are kept from sale.</summary>
    public StoredEvent Hold(Hold hold, IReadOnlyList<LotId> lots, Recorded recorded) => Holding(hold, lots, recorded, "set", DispositionOf(hold), hold.Detail);

    /// <summary>Lots are let go.</summary>
    public StoredEvent Release(Hold hold, IReadOnlyList<LotId> lots, Recorded recorded) => Holding(hold, lots, recorded, "unset", "in_progress", hold.Released!.Reason);

    private StoredEvent Holding(Hold hold, IReadOnlyList<LotId> lots, Recorded recorded, string change, string disposition, string why)
    {
        var json = Start("ObjectEvent", VietnamTime.Of(recorded.Now), "OBSERVE", "holding", disposition, readPoint: null);
        // EPCIS 2.0, 7.4.1.3: stays until it is unset, whatever happens to the lot meanwhile.
        json["persistentDisposition"] = new JsonObject { [change] = new JsonArray(DispositionOf(hold)) };
        json["quantityList"] = List(lots.Select(lot => new LotShare(lot, null)));
        json[Prefix + ":hold"] = hold.Id;
        json[Prefix + ":holdReason"] = AgriTraceJson.Write(hold.Reason).Trim('"');
        json[Prefix + ":reason"] = why;
        if (hold.Earliest is { } earliest) json[Prefix + ":earliestHarvest"] = Day(earliest);
        return Finish(json, recorded);
    }

    private static string DispositionOf(Hold hold) => hold.Reason == HoldReason.Recall ? "recalled" : "non_sellable_other";

    internal string IdOf(string coop, Place place) =>
        place.Gln is { } gln ? $"{Gs1Key.CanonicalDomain}/414/{gln}" : LotUri.OfPlace(coop, place.Id, site);

    internal static JsonObject Start(string type, DateTimeOffset at, string? action, string bizStep, string? disposition, string? readPoint)
    {
        var json = new JsonObject
        {
            ["@context"] = new JsonArray(EpcisContext.StandardUri, new JsonObject { [Prefix] = Namespace }),
            ["type"] = type,
            ["eventTime"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["eventTimeZoneOffset"] = at.ToString("zzz", CultureInfo.InvariantCulture),
        };
        if (action is not null) json["action"] = action;
        json["bizStep"] = bizStep;
        if (disposition is not null) json["disposition"] = disposition;
        if (readPoint is not null) json["readPoint"] = Id(readPoint);
        return json;
    }

    /// <summary>Its hash becomes its id. What we make is valid, or this throws: a bug.</summary>
    internal static StoredEvent Finish(JsonObject json, Recorded recorded)
    {
        json[Prefix + ":recordId"] = recorded.RecordId;
        json[Prefix + ":recordedBy"] = recorded.RecordedBy;
        if (recorded.OnBehalfOf is { } member) json[Prefix + ":onBehalfOf"] = member;
        json["eventID"] = EventHash.Of(Parse(json).Events[0]).Hash;
        var document = Parse(json);
        return StoredEvent.Of(recorded.Coop, document, document.Events[0], recorded.Now);
    }

    private static EpcisDocument Parse(JsonObject json) =>
        EpcisDocument.ParseValid(Encoding.UTF8.GetBytes(json.ToJsonString(AgriTraceJson.Options))).Value;

    internal JsonArray List(IEnumerable<LotShare> shares) => new([.. shares.Select(Element)]);

    private JsonObject Element(LotShare share)
    {
        var element = new JsonObject { ["epcClass"] = share.Lot.EpcClass(site) };
        if (share.Quantity is not { } quantity) return element;
        // Through thousandths, so that 500 and 500.0 are one number and one event.
        element["quantity"] = quantity.ToThousandths() / 1000m;
        // EPCIS 2.0, 7.3.3.3: a count has no unit.
        if (quantity.Unit != Domain.Quantity.Piece) element["uom"] = quantity.Unit;
        return element;
    }

    internal static JsonObject Id(string uri) => new() { ["id"] = uri };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

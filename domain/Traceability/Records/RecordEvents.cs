using System.Text.Json;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Traceability.Records;

/// <summary>The events of records. The same record gives the same event, and so the same hash: all that was said stands in it.</summary>
public static class RecordEvents
{
    /// <summary>Work on a plot names the plot itself, as the one thing that there is yet.</summary>
    public static StoredEvent FieldWork(this EventMaker maker, FieldWork work, Recorded recorded)
    {
        var plot = LotUri.OfPlot(recorded.Coop, work.Plot, maker.Site);
        var json = Start(maker, work, plot);
        json["epcList"] = new JsonArray(plot);
        json["bizLocation"] = EventMaker.Id(plot);
        Say(json, "activity", work.Activity);
        Say(json, "materialName", work.Material?.Name);
        Say(json, "materialActiveIngredient", work.Material?.ActiveIngredient);
        Say(json, "materialDose", work.Material?.Dose);
        Say(json, "quantityValue", Number(work.Quantity));
        Say(json, "quantityUnit", work.Quantity?.Unit);
        Say(json, "intervalDays", work.IntervalDays);
        Say(json, "reason", work.Reason);
        return Finish(json, work.Note, recorded);
    }

    /// <summary>Something is seen to happen to one lot.</summary>
    /// <param name="other">Where it goes or came from.</param>
    public static StoredEvent Observation(this EventMaker maker, Observation seen, Place? place, Place? other, Recorded recorded)
    {
        var json = Start(maker, seen, place is null ? null : maker.IdOf(recorded.Coop, place));
        if (seen.Result is { } result) json["disposition"] = result == InspectionResult.Pass ? "conformant" : "non_conformant";
        if (seen.Type == RecordType.Store) json["bizLocation"] = json["readPoint"]!.DeepClone();
        json["quantityList"] = maker.List([seen.Lot]);
        if (seen.To is not null) json["destinationList"] = Location("destination", maker.IdOf(recorded.Coop, other!));
        if (seen.From is not null) json["sourceList"] = Location("source", maker.IdOf(recorded.Coop, other!));
        if (seen.Document is { } document)
            json["bizTransactionList"] = new JsonArray(new JsonObject { ["type"] = "testres", ["bizTransaction"] = LotUri.OfDocument(recorded.Coop, document, maker.Site) });
        if (Readings(seen) is { Count: > 0 } readings) json["sensorElementList"] = new JsonArray(new JsonObject { ["sensorReport"] = readings });
        Say(json, "place", place?.Id);
        Say(json, "grade", seen.Grade);
        Say(json, "result", seen.Result?.Word());
        return Finish(json, seen.Note, recorded);
    }

    /// <summary>A lot is counted, or some of it destroyed.</summary>
    /// <param name="shrinkage">What a count found too little, and may be nothing; null for anything else.</param>
    internal static StoredEvent StockTaking(this EventMaker maker, StockTaking taking, Quantity? shrinkage, Place place, Recorded recorded)
    {
        var json = Start(maker, taking, maker.IdOf(recorded.Coop, place));
        json["quantityList"] = maker.List([new LotShare(taking.Lot, taking.Quantity)]);
        Say(json, "place", place.Id);
        Say(json, "shrinkage", Number(shrinkage));
        Say(json, "shrinkageUnit", shrinkage?.Unit);
        Say(json, "reason", taking.Reason);
        return Finish(json, taking.Note, recorded);
    }

    /// <summary>What a count found too little; null for an event that is no count.</summary>
    internal static Quantity? ShrinkageOf(StoredEvent counted)
    {
        var epcis = counted.Open();
        return epcis.Extension(EventMaker.Namespace, "shrinkage") is { ValueKind: JsonValueKind.Number } value
            && epcis.Extension(EventMaker.Namespace, "shrinkageUnit")?.GetString() is { } unit
                ? new Quantity(value.GetDecimal(), unit)
                : null;
    }

    /// <summary>Lots become other lots.</summary>
    public static StoredEvent Making(this EventMaker maker, Making making, Place place, Recorded recorded)
    {
        var json = Start(maker, making, maker.IdOf(recorded.Coop, place), makes: true);
        json["bizLocation"] = json["readPoint"]!.DeepClone();
        json["inputQuantityList"] = maker.List(making.Inputs);
        json["outputQuantityList"] = maker.List(making.Outputs);
        Say(json, "place", place.Id);
        // A quantity element has no room for it.
        if (making.Outputs.Any(output => output.Grade is not null)) Say(json, "outputGrades", new JsonArray([.. making.Outputs.Select(output => output.Grade ?? "-")]));
        return Finish(json, making.Note, recorded);
    }

    /// <summary>Lots join a logistic unit, or leave it.</summary>
    internal static StoredEvent Unitising(this EventMaker maker, Unitising unitising, Place place, Recorded recorded)
    {
        var json = Start(maker, unitising, maker.IdOf(recorded.Coop, place));
        json["parentID"] = unitising.Epc(recorded.Coop, maker.Site);
        json["childQuantityList"] = maker.List(unitising.Lots);
        Say(json, "place", place.Id);
        return Finish(json, unitising.Note, recorded);
    }

    private static JsonObject Start(EventMaker maker, EventRecord record, string? readPoint, bool makes = false)
    {
        var meaning = RecordMeaning.Of(record.Type, makes);
        var json = EventMaker.Start(meaning.Event, record.At, meaning.Action, meaning.BizStep, meaning.Disposition, readPoint);
        Say(json, "type", record.Type.Word());
        return json;
    }

    private static StoredEvent Finish(JsonObject json, string? note, Recorded recorded)
    {
        Say(json, "note", note);
        return EventMaker.Finish(json, recorded);
    }

    private static JsonArray Readings(Observation seen)
    {
        var reports = new JsonArray();
        if (seen.Temperature is { } temperature) reports.Add(new JsonObject { ["type"] = "Temperature", ["value"] = temperature, ["uom"] = "CEL" });
        // P1 is the percent of UN/ECE Rec 20.
        if (seen.Humidity is { } humidity) reports.Add(new JsonObject { ["type"] = "RelativeHumidity", ["value"] = humidity, ["uom"] = "P1" });
        return reports;
    }

    private static JsonArray Location(string member, string uri) => new(new JsonObject { ["type"] = "location", [member] = uri });

    private static JsonNode? Number(Quantity? quantity) => quantity is null ? null : quantity.ToThousandths() / 1000m;

    private static void Say(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null) json[$"{EventMaker.Prefix}:{name}"] = value;
    }
}

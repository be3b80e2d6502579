using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Diary;

/// <summary>One line of the diary of a plot (nhật ký đồng ruộng): what was done on it, or what was harvested from it.</summary>
/// <param name="At">With the offset of the place where it happened.</param>
/// <param name="Type">The word of the simple API: <c>cultivate</c>, <c>feed</c>, <c>treat</c> or <c>harvest</c>.</param>
/// <param name="Activity">What was done, as <c>spray</c>; the type where that says it all.</param>
/// <param name="Dose">As on the label, such as 20 ml / 16 l.</param>
/// <param name="Quantity">Of the material; of a harvest, what came in.</param>
/// <param name="IntervalDays">The pre-harvest interval or withdrawal period of what was applied; null where there is none.</param>
/// <param name="Lot">Of a harvest.</param>
/// <param name="RecordedBy">See <see cref="Identity.Caller.Name"/>.</param>
/// <param name="OnBehalfOf">The member in whose place a helper recorded it.</param>
/// <param name="RecordedAt">When it was entered.</param>
/// <param name="EventId">The CBV 2.0 event hash.</param>
/// <param name="Target">The pest or disease that it was meant for.</param>
public sealed record DiaryEntry(
    DateTimeOffset At, string RecordId, string Type, string Activity, string? Material, string? ActiveIngredient, string? Dose, Quantity? Quantity,
    int? IntervalDays, string? Note, LotId? Lot, string RecordedBy, string? OnBehalfOf, DateTimeOffset RecordedAt, string EventId, string? Target = null)
{
    public const string HarvestType = "harvest";

    private static readonly string[] Types = ["cultivate", "feed", "treat", HarvestType];

    /// <summary>The plot that an event of ours is about, and what stands in its diary; null for an event that belongs into none.</summary>
    public static (string Plot, DiaryEntry Entry)? Read(StoredEvent stored, Uri site)
    {
        var epcis = stored.Open();
        if (epcis.ReadPoint is not { } place || LotUri.PlotOf(place, stored.Coop, site) is not { } plot) return null;
        if (TypeOf(epcis) is not { } type || TextOf(epcis, "recordId") is not { } recordId) return null;
        var entry = new DiaryEntry(
            epcis.EventTime ?? stored.EventTime,
            recordId,
            type,
            TextOf(epcis, "activity") ?? type,
            TextOf(epcis, "materialName"),
            TextOf(epcis, "materialActiveIngredient"),
            TextOf(epcis, "materialDose"),
            type == HarvestType ? HarvestOf(epcis) : MaterialOf(epcis),
            PreHarvest.DaysOf(NumberOf(epcis, "intervalDays")),
            TextOf(epcis, "note"),
            type == HarvestType && LotUri.LotsOf(epcis, site) is [var lot, ..] ? lot : null,
            TextOf(epcis, "recordedBy") ?? string.Empty,
            TextOf(epcis, "onBehalfOf"),
            stored.RecordTime,
            stored.Hash,
            TextOf(epcis, "reason"));
        return (plot, entry);
    }

    /// <summary>A harvest that was recorded before events told their type is known by its step.</summary>
    private static string? TypeOf(EpcisEvent epcis) => TextOf(epcis, "type") is { } type
        ? Types.FirstOrDefault(known => known == type)
        : epcis is { BizStep: "commissioning", Action: EpcisAction.Add } ? HarvestType : null;

    private static Quantity? HarvestOf(EpcisEvent epcis) =>
        epcis.QuantityList is [{ Quantity: { } value } lot, ..] ? new Quantity(value, lot.Uom ?? Quantity.Piece) : null;

    private static Quantity? MaterialOf(EpcisEvent epcis) =>
        NumberOf(epcis, "quantityValue") is { } value && TextOf(epcis, "quantityUnit") is { } unit ? new Quantity(value, unit) : null;

    private static string? TextOf(EpcisEvent epcis, string name) =>
        epcis.Extension(EventMaker.Namespace, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static decimal? NumberOf(EpcisEvent epcis, string name) =>
        epcis.Extension(EventMaker.Namespace, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) ? value : null;
}

using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>What may come in as one document.</summary>
public static class Capture
{
    public const int MaxEvents = 500;

    /// <summary>Of the document, in bytes.</summary>
    public const int MaxBytes = 8 * 1_048_576;

    /// <summary>Each lot that an event names is a list to write it to.</summary>
    public const int MaxLots = 100;

    private const double MaxQuantity = 1e12;

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] QuantityLists = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"];

    /// <summary>The events of a valid document as the cooperative will keep them.</summary>
    public static Result<IReadOnlyList<StoredEvent>> Read(string coop, EpcisDocument document, Uri site, DateTimeOffset now)
    {
        if (document.Events.Count > MaxEvents) return TraceabilityErrors.TooManyEvents(MaxEvents);
        if (document.Events.SelectMany(epcis => FaultsOf(epcis, now)).Take(FieldChecker.MaxFaults).ToArray() is { Length: > 0 } faults) return TraceabilityErrors.NotBelievable(faults);

        var captured = new List<StoredEvent>(document.Events.Count);
        foreach (var epcis in document.Events)
        {
            var stored = StoredEvent.Of(coop, document, epcis, now);
            if (stored.IsTooLarge) return TraceabilityErrors.EventTooLarge(captured.Count, StoredEvent.MaxLength);
            if (LotUri.LotsOf(epcis, site).Count > MaxLots) return TraceabilityErrors.TooManyLots(captured.Count, MaxLots);
            captured.Add(stored);
        }

        return captured;
    }

    /// <summary>What the standard allows and nobody can have seen. Events are never changed, so it would stay on the pages of its lots for good.</summary>
    private static IEnumerable<FieldFault> FaultsOf(EpcisEvent epcis, DateTimeOffset now)
    {
        if (epcis.EventTime is { } time && (time < Earliest || time > now.AddDays(1)))
            yield return new FieldFault(epcis.Path + ".eventTime", "must not lie before the year 1990, nor more than a day ahead.");

        foreach (var name in QuantityLists)
        {
            if (!epcis.Json.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) continue;
            foreach (var (index, element) in list.EnumerateArray().Index())
            {
                // As a double, which holds what is too large or too small for a decimal.
                if (element.TryGetProperty("quantity", out var quantity) && quantity.GetDouble() is not (> 0 and <= MaxQuantity))
                    yield return new FieldFault($"{epcis.Path}.{name}[{index}].quantity", "must be more than 0 and at most 1,000,000,000,000.");
            }
        }
    }
}

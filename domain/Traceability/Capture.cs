using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>What may come in as one document.</summary>
public static class Capture
{
    public const int MaxEvents = 500;

    /// <summary>Each lot that an event names is a list to write it to.</summary>
    public const int MaxLots = 100;

    /// <summary>The events of a valid document as the cooperative will keep them.</summary>
    public static Result<IReadOnlyList<StoredEvent>> Read(string coop, EpcisDocument document, Uri site, DateTimeOffset now)
    {
        if (document.Events.Count > MaxEvents) return TraceabilityErrors.TooManyEvents(MaxEvents);

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
}

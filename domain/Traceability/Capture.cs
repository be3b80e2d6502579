using System.Runtime.InteropServices;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability;

/// <summary>What becomes of the good events of a document that holds bad ones (EPCIS 2.0, 8.1.4).</summary>
public enum CaptureErrorBehaviour
{
    /// <summary>All of the document or nothing.</summary>
    Rollback,

    /// <summary>Whatever is good.</summary>
    Proceed,
}

/// <summary>Why an event of a document was not kept.</summary>
/// <param name="Code">Of the error, as in docs/operations.md.</param>
public sealed record CaptureFault(string Code, string Detail, IReadOnlyList<FieldFault> Faults)
{
    public static CaptureFault Of(Error error) => new(error.Code, error.Detail, error.Faults);
}

/// <summary>What is to be kept of a document, and what is not. Decided wholly before the first write.</summary>
/// <param name="Events">Each once, in the order of the document; with the paths where they stood.</param>
public sealed record CapturePlan(CaptureErrorBehaviour Behaviour, IReadOnlyList<(string Path, IndexedEvent Event)> Events, IReadOnlyList<CaptureFault> Faults)
{
    /// <summary>The plan without events whose ids turned out to be those of others.</summary>
    /// <param name="taken">Paths.</param>
    /// <returns>The refusal, where one bad event spoils the document.</returns>
    public Result<CapturePlan> Without(IReadOnlySet<string> taken) => Without(taken.ToDictionary(path => path, TraceabilityErrors.EventIdTaken));

    /// <summary>The plan without events that turned out to be wrong.</summary>
    /// <param name="wrong">By path.</param>
    /// <inheritdoc cref="Without(IReadOnlySet{string})"/>
    public Result<CapturePlan> Without(IReadOnlyDictionary<string, Error> wrong)
    {
        if (wrong.Count == 0) return this;
        var errors = Events.Where(one => wrong.ContainsKey(one.Path)).Select(one => wrong[one.Path]).ToArray();
        if (Behaviour == CaptureErrorBehaviour.Rollback) return errors[0] with { Faults = [.. errors.SelectMany(error => error.Faults)] };
        return this with { Events = [.. Events.Where(one => !wrong.ContainsKey(one.Path))], Faults = [.. Faults, .. errors.Select(CaptureFault.Of)] };
    }
}

/// <summary>What may come in as one document, and what of it is kept.</summary>
public static class Capture
{
    public const int MaxEvents = 500;

    /// <summary>In bytes of UTF-8.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The trace record of each lot that an event names is to be brought up to date.</summary>
    public const int MaxLots = 100;

    /// <summary>Each EPC and EPC class that an event names is a row to find it by.</summary>
    public const int MaxKeys = 20_000;

    /// <summary>Each event is kept with the context of its document: so many bytes of it in all, or one document would be gigabytes.</summary>
    public const long MaxContexts = 32 * 1024 * 1024;

    private const double MaxQuantity = 1e12;

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] QuantityLists = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"];

    /// <summary>Decides on a document, as far as it can be done without looking at what is stored.</summary>
    /// <param name="document">UTF-8.</param>
    /// <returns>The refusal of a document that cannot be read, or whose envelope is wrong; under <see cref="CaptureErrorBehaviour.Rollback"/> of any fault.</returns>
    public static Result<CapturePlan> Read(string coop, ReadOnlyMemory<byte> document, CaptureErrorBehaviour behaviour, Uri site, DateTimeOffset now) =>
        EpcisDocument.Parse(document).Then(read => Read(coop, read, behaviour, site, now));

    /// <summary>Reads a single event, which comes without a document around it.</summary>
    public static Result<IndexedEvent> ReadOne(string coop, ReadOnlyMemory<byte> json, Uri site, DateTimeOffset now) => EpcisDocument.Parse(json).Then<IndexedEvent>(document =>
        document.Kind != EpcisDocumentKind.BareEvent ? EpcisErrors.NotAnEvent
        : Read(coop, document, CaptureErrorBehaviour.Rollback, site, now).Try(out var plan, out var error) ? plan.Events[0].Event : error);

    private static Result<CapturePlan> Read(string coop, EpcisDocument document, CaptureErrorBehaviour behaviour, Uri site, DateTimeOffset now)
    {
        if (document.Events.Count + document.NotEvents.Count > MaxEvents) return TraceabilityErrors.TooManyEvents(MaxEvents);
        if (document.Events.Sum(EventHash.MostAdded) > EventHash.MaxAdded) return TraceabilityErrors.TooMuchToHash;
        if (document.Events.Count > 1 && document.Json.TryGetProperty("@context", out var context) && (long)JsonMarshal.GetRawUtf8Value(context).Length * document.Events.Count > MaxContexts)
            return TraceabilityErrors.TooMuchContext;
        var wrong = behaviour == CaptureErrorBehaviour.Rollback ? document.Validate() : document.ValidateEnvelope();
        if (wrong.Count > 0) return EpcisErrors.InvalidEpcis(wrong);

        var (events, errors) = (new List<(string, IndexedEvent)>(), document.NotEvents.Select(path => EpcisErrors.InvalidEpcis([new FieldFault(path, "Should be an object: an event.")])).ToList());
        var (seen, ids, keys) = (new HashSet<string>(), new Dictionary<string, string>(), 0);
        foreach (var epcis in document.Events)
        {
            if (ErrorOf(epcis, isChecked: behaviour == CaptureErrorBehaviour.Rollback, site, now) is { } error)
            {
                errors.Add(error);
                continue;
            }

            var one = IndexedEvent.Of(StoredEvent.Of(coop, document, epcis, now), epcis);
            if (one.HasLongTerm) errors.Add(TraceabilityErrors.TermTooLong(epcis.Path, IndexedEvent.MaxTerm));
            else if (one.ClaimedId is { } id && !ids.TryAdd(id, one.Stored.Hash) && ids[id] != one.Stored.Hash) errors.Add(TraceabilityErrors.EventIdTaken(epcis.Path));
            else if (seen.Add(one.Key)) events.Add((epcis.Path, one));
            if ((keys += one.Keys.Count) > MaxKeys) return TraceabilityErrors.TooManyKeys(MaxKeys);
        }

        return behaviour == CaptureErrorBehaviour.Rollback && errors.Count > 0
            ? errors[0] with { Faults = [.. errors.Where(error => error.Code == errors[0].Code).SelectMany(error => error.Faults).Take(FieldChecker.MaxFaults)] }
            : new CapturePlan(behaviour, events, [.. errors.Select(CaptureFault.Of)]);
    }

    private static Error? ErrorOf(EpcisEvent epcis, bool isChecked, Uri site, DateTimeOffset now)
    {
        if (!isChecked && epcis.Validate() is { Count: > 0 } faults) return EpcisErrors.InvalidEpcis(faults);
        if (FaultsOf(epcis, now).Take(FieldChecker.MaxFaults).ToArray() is { Length: > 0 } unbelievable) return TraceabilityErrors.NotBelievable(unbelievable);
        return LotUri.LotsOf(epcis, site).Count > MaxLots ? TraceabilityErrors.TooManyLots(epcis.Path, MaxLots) : null;
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

using System.Globalization;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability;

/// <summary>A query of EPCIS 2.0 (8.2.7.1), as far as we answer it; a page of it at a time.</summary>
/// <param name="From">Inclusive; null for the first event there is.</param>
/// <param name="Before">Exclusive.</param>
/// <param name="After">The place in the order of time after which the page begins, as <see cref="StoredEvent.Key"/>.</param>
public sealed record EventQuery(int PerPage, DateTimeOffset? From, DateTimeOffset? Before, string? After)
{
    public const int MaxPerPage = 100;
    private const int DefaultPerPage = 30;

    private readonly List<Func<EpcisEvent, bool>> conditions = [];

    /// <summary>Reads the parameters; one that we do not know is an error, since ignoring it would answer with more than was asked for.</summary>
    public static Result<EventQuery> Read(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = new EventQuery(DefaultPerPage, null, null, null);
        var faults = new List<FieldFault>();
        foreach (var (name, value) in parameters) query = query.With(name, value, faults);
        return faults.Count == 0 ? query : Error.Invalid("query-invalid", "The query has parameters that cannot be answered; see errors.", faults);
    }

    public bool Matches(EpcisEvent epcis) => conditions.TrueForAll(condition => condition(epcis));

    /// <summary>The token of the page that begins after an event.</summary>
    public static string TokenOf(StoredEvent last) => last.Key;

    private EventQuery With(string name, string value, List<FieldFault> faults)
    {
        switch (name)
        {
            case "perPage":
                if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MaxPerPage) return this with { PerPage = count };
                faults.Add(new(name, $"must be a number from 1 to {MaxPerPage}."));
                return this;
            case "nextPageToken":
                if (value.Length is > 18 and < 200 && value.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0 && value[17] == '|' && value.All(IsKeyLetter)) return this with { After = value };
                faults.Add(new(name, "is no token of ours."));
                return this;
            case "GE_eventTime":
                return this with { From = Time(name, value, faults) };
            case "LT_eventTime":
                return this with { Before = Time(name, value, faults) };
            case "eventType":
                return Where(value, (epcis, any) => any.Contains(epcis.Type.ToString()));
            case "EQ_action":
                return Where(value, (epcis, any) => epcis.Action is { } action && any.Contains(action.ToString().ToUpperInvariant()));
            case "EQ_bizStep":
                return Where(value, (epcis, any) => epcis.BizStep is { } step && any.Any(one => Cbv.BizStep.Normal(one, EpcisContext.Standard) == step));
            case "MATCH_anyEPCClass":
                return Where(value, (epcis, any) => ClassesOf(epcis).Any(given => any.Any(wanted => IsWithin(given, DigitalLink.Canonical(wanted) ?? wanted))));
            default:
                faults.Add(new(name, "is no parameter that is known here."));
                return this;
        }
    }

    private EventQuery Where(string value, Func<EpcisEvent, string[], bool> condition)
    {
        var any = value.Split('|');
        conditions.Add(epcis => condition(epcis, any));
        return this;
    }

    private static IEnumerable<string> ClassesOf(EpcisEvent epcis) =>
        epcis.QuantityList.Concat(epcis.ChildQuantityList).Concat(epcis.InputQuantityList).Concat(epcis.OutputQuantityList)
            .Select(element => element.EpcClass);

    /// <summary>A GTIN takes in all of its lots.</summary>
    private static bool IsWithin(string given, string wanted) =>
        given.StartsWith(wanted, StringComparison.Ordinal) && (given.Length == wanted.Length || given[wanted.Length] == '/');

    private static bool IsKeyLetter(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '|';

    private static DateTimeOffset? Time(string name, string value, List<FieldFault> faults)
    {
        // A plus sign that was not percent-encoded arrives as a blank.
        if (EpcisTime.TryParse(value.Replace(' ', '+'), out var time)) return time;
        faults.Add(new(name, "must be a time with its offset, as 2026-11-20T06:30:00+07:00."));
        return null;
    }
}

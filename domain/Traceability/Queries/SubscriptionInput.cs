using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>What a subscriber asks for.</summary>
/// <param name="Dest">Where to send to.</param>
/// <param name="Stream">True for a stream; else there is a schedule.</param>
/// <param name="ReportIfEmpty">Sends a document without events when a schedule comes and nothing is new. Means nothing for a stream.</param>
/// <param name="InitialRecordTime">With its offset; now where it is left out.</param>
public sealed record SubscriptionInput(
    string Dest, string? SignatureToken = null, bool? Stream = null, QuerySchedule? Schedule = null, bool? ReportIfEmpty = null, string? InitialRecordTime = null)
{
    private const int MaxDest = 2_000, MinToken = 16, MaxToken = 200;

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="mayCall">Whether an address may be called, as far as it can be told without asking for it.</param>
    public Result<Subscription> Read(SubscriptionId at, EpcFormat epcFormat, Func<Uri, bool> mayCall, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        var dest = ReadDest(mayCall, faults);
        var from = ReadTime(now, faults);
        if (SignatureToken is not null && !IsToken(SignatureToken)) faults.Add(new("$.signatureToken", $"must be {MinToken} to {MaxToken} visible ASCII characters."));
        if (Stream == true == Schedule is not null) faults.Add(new("$.stream", "must be true, or there must be a schedule; not both."));
        Schedule?.Check("$.schedule", now, faults);
        if (faults.Count > 0) return SubscriptionErrors.Invalid(faults);
        return new Subscription(at, dest, SignatureToken, Schedule, ReportIfEmpty ?? false, epcFormat, from, now)
        {
            MinRecordTime = from,
            NextAt = Schedule is null ? now : Schedule.NextAfter(now),
        };
    }

    private string ReadDest(Func<Uri, bool> mayCall, List<FieldFault> faults)
    {
        if (Dest.Length <= MaxDest && Dest.All(IsVisible) && Uri.TryCreate(Dest, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0 && mayCall(url)) return Dest;
        faults.Add(new("$.dest", $"must be an https address on the public internet of at most {MaxDest} ASCII characters, without a name to log in, without a fragment."));
        return string.Empty;
    }

    private DateTimeOffset ReadTime(DateTimeOffset now, List<FieldFault> faults)
    {
        if (InitialRecordTime is null) return now;
        if (EpcisTime.TryParse(InitialRecordTime, out var time) && time >= Earliest && time <= now.AddYears(1)) return time.ToUniversalTime();
        faults.Add(new("$.initialRecordTime", "must be a time with its offset, as 2026-11-20T06:30:00+07:00, from 1990 to a year ahead."));
        return now;
    }

    private static bool IsToken(string text) => text.Length is >= MinToken and <= MaxToken && text.All(IsVisible);

    private static bool IsVisible(char letter) => letter is > ' ' and <= '~';
}

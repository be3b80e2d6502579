using System.Globalization;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>What came of an alert, in the words of whoever looked.</summary>
/// <param name="By">See <see cref="Identity.Caller.Name"/>.</param>
public sealed record ScanAlertNote(DateTimeOffset At, string By, string Note);

/// <summary>Tells a cooperative that labels of its own may have been copied or made up: once for each item and cause, and for forged serials once for each lot and day.</summary>
/// <param name="Serial">Null where it is about the lot.</param>
/// <param name="Scans">How many there were when it was raised; of forged serials, how many of those on that day.</param>
public sealed record ScanAlert(
    string Coop, LotId Lot, string? Serial, ScanSuspicion Cause, DateTimeOffset RaisedAt, int Scans, DateTimeOffset FirstAt, DateTimeOffset LastAt, string? FirstPlace)
{
    private const int StampLength = 12, HashLength = 16;

    /// <summary>Null while nobody has said what came of it.</summary>
    public ScanAlertNote? Acknowledged { get; init; }

    /// <summary>The same alert has the same id. Newer ones sort first.</summary>
    [JsonIgnore]
    public string Id =>
        (long.MaxValue - RaisedAt.ToUnixTimeMilliseconds()).ToString("x", CultureInfo.InvariantCulture)[^StampLength..]
        + "-" + Convert.ToHexStringLower(Ids.Hash(Lot.Key, Serial ?? string.Empty, Cause.ToString()))[..HashLength];

    public static ScanAlert Of(string coop, LotId lot, string serial, ItemTally tally, ScanSuspicion cause) =>
        new(coop, lot, serial, cause, tally.Alerts[cause], tally.Scans, tally.FirstAt, tally.LastAt, tally.FirstPlace);

    /// <param name="at">When forged serials became many.</param>
    public static ScanAlert OfForged(string coop, LotId lot, LotDay day, DateTimeOffset at) =>
        new(coop, lot, Serial: null, ScanSuspicion.ForgedSerials, at, day.Forged, at, at, FirstPlace: null);

    public static bool IsId(string text) =>
        text.Length == StampLength + 1 + HashLength && text[StampLength] == '-' && text.Remove(StampLength, 1).All(char.IsAsciiHexDigitLower);
}

/// <summary>What somebody says of an alert.</summary>
public sealed record ScanAlertInput(string Note)
{
    private const int MaxNote = 500;

    public Result<ScanAlertNote> Read(string by, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        var note = PlainText.Read("$.note", Note, MaxNote, faults);
        return FieldErrors.Or(new ScanAlertNote(now, by, note), faults);
    }
}

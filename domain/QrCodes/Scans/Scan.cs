using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>What was scanned.</summary>
public enum ScanKind
{
    /// <summary>A lot, or a serial that is not of our making.</summary>
    Lot,

    /// <summary>An item, by a serial of ours.</summary>
    Item,

    /// <summary>A serial that looks like ours and is none.</summary>
    Forged,
}

/// <summary>One look of a person at the page of a lot or an item. Says nothing by which that person could be found.</summary>
/// <param name="Id">Of this very look: what comes twice is counted once.</param>
/// <param name="Serial">Of an item; else null.</param>
/// <param name="Client">Tells clients of one day apart. Made with a salt that nobody has any more when the day is over.</param>
/// <param name="Place">A province, by <see cref="Province.Code"/>; null where it is not known.</param>
public sealed record Scan(ulong Id, LotId Lot, ScanKind Kind, string? Serial, DateTimeOffset At, ulong Client, string? Place);

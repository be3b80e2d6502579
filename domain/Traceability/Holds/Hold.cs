using System.Text.Json.Serialization;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>Why lots are kept from sale.</summary>
public enum HoldReason
{
    /// <summary>Harvested within the pre-harvest interval (thời gian cách ly) or withdrawal period of what its plot was treated with.</summary>
    PreHarvest,

    /// <summary>More came out than went in, or than its plot can bear.</summary>
    MassBalance,

    /// <summary>An inspection found it not conformant.</summary>
    Inspection,

    /// <summary>Buyers must not use it.</summary>
    Recall,
}

/// <summary>Keeps lots of one cooperative from sale and from packing, until somebody who may lets them go and says why.</summary>
/// <param name="Id">Follows from its cause (see <see cref="IdOf"/>), so that the same cause found twice is one hold.</param>
/// <param name="Lots">All of this cooperative; at most <see cref="MaxLots"/>.</param>
/// <param name="Detail">The cause in words, for people of the cooperative and readers of the scan page.</param>
/// <param name="PlacedBy">See <see cref="Identity.Caller.Name"/>; <see cref="System"/> where our own check found it.</param>
/// <param name="Cause">The CBV hash of the event that it follows from; null for a recall.</param>
/// <param name="Earliest">Of a pre-harvest interval: the first day on which the harvest would have been allowed.</param>
/// <param name="Released">Null while it stands.</param>
/// <param name="Recall">Of a recall.</param>
/// <param name="Origin">The cooperative whose hold this is a copy of, because its lots went into ours; null for one of our own.</param>
/// <param name="Copies">The cooperatives that have a copy of this one.</param>
public sealed record Hold(
    string Id, string Coop, HoldReason Reason, IReadOnlyList<LotId> Lots, string Detail, DateTimeOffset PlacedAt, string PlacedBy,
    string? Cause = null, DateOnly? Earliest = null, HoldRelease? Released = null, RecallFacts? Recall = null, string? Origin = null,
    IReadOnlyList<string>? Copies = null)
{
    /// <summary>Some 400,000 characters in one row, where each has the longest product and number that there are.</summary>
    public const int MaxLots = 4_000;

    /// <summary>The name of our own checks as one who places holds.</summary>
    public const string System = "agritrace";

    /// <summary>Whether what is made of its lots is held too. An odd weight is the matter of one lot, and says nothing of what it is.</summary>
    [JsonIgnore]
    public bool Spreads => Reason != HoldReason.MassBalance;

    /// <param name="parts">What tells this cause from any other: the hash of an event, the lot that it is about.</param>
    public static string IdOf(HoldReason reason, params ReadOnlySpan<string> parts) =>
        Ids.Base32(Ids.Hash(["hold", reason.ToString(), .. parts]), 16).ToLowerInvariant();

    /// <summary>The board with these lots blocked; those that are sold out are not on it.</summary>
    public Board On(Board board) => Lots.Aggregate(board, (next, lot) => next.Lots.TryGetValue(lot.Key, out var there) ? next.With(there.Hold(Id)) : next);

    /// <summary>The board without this hold. Others stay.</summary>
    public Board Off(Board board) => Lots.Aggregate(board, (next, lot) => next.Lots.TryGetValue(lot.Key, out var there) ? next.With(there.LetGo(Id)) : next);
}

/// <param name="Reason">In the words of who let it go.</param>
public sealed record HoldRelease(DateTimeOffset At, string By, string Reason);

/// <summary>How dangerous it is, as health authorities class recalls.</summary>
public enum RecallSeverity
{
    /// <summary>May do serious harm.</summary>
    High,

    /// <summary>May do harm that passes.</summary>
    Medium,

    /// <summary>Breaks a rule and harms nobody.</summary>
    Low,
}

/// <param name="Lot">Where the recall began.</param>
public sealed record RecallFacts(LotId Lot, RecallSeverity Severity);

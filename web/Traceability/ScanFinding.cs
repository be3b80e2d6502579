using AgriTrace.Domain.QrCodes;

namespace AgriTrace.Web.Traceability;

/// <summary>What a scan page says first. The order is that of precedence: what harms a buyer most comes before all else.</summary>
public enum ScanFinding
{
    Recalled,

    /// <summary>Events of the record are not what they were when they were stored.</summary>
    Altered,

    /// <summary>Nobody with our keys made this serial number for this lot: the page is about another thing than the one in the hand.</summary>
    Forged,
    Held,
    Expired,

    /// <summary>The item's label may have been copied.</summary>
    Copied,

    /// <summary>The serial number is none of ours, so that nobody can check it.</summary>
    Foreign,

    /// <summary>The record lacks what the law asks for.</summary>
    Lacking,

    /// <summary>Whole, but something measured was outside of its limits.</summary>
    OutOfRange,

    /// <summary>Whole, but without a signature.</summary>
    Unproven,

    /// <summary>Whole, but there are events whose hashes nobody looked at.</summary>
    PartlyChecked,

    /// <summary>Whole, and all hashes and the signature are right.</summary>
    Whole,
}

/// <summary>How loud a finding is.</summary>
public enum FindingLevel
{
    Good,
    Gap,
    Warning,
    Alarm,
}

internal static class ScanFindings
{
    /// <summary>Decides from what the page shows, and from nothing else.</summary>
    public static ScanFinding Of(TraceView view) => view switch
    {
        { Warning.Kind: WarningKind.Recalled } => ScanFinding.Recalled,
        { Proof.Differing: > 0 } => ScanFinding.Altered,
        { Item.Verdict: SerialVerdict.Forged } => ScanFinding.Forged,
        { Warning: not null } => ScanFinding.Held,
        { IsExpired: true } => ScanFinding.Expired,
        { Item.Scans: not null } => ScanFinding.Copied,
        { Item.Verdict: SerialVerdict.Foreign } => ScanFinding.Foreign,
        { Missing.Count: > 0 } => ScanFinding.Lacking,
        { ColdChain.OutOfRange: > 0 } => ScanFinding.OutOfRange,
        { Proof: null } or { Proof.IsSigned: false } => ScanFinding.Unproven,
        { Proof.LeftOut: > 0 } => ScanFinding.PartlyChecked,
        _ => ScanFinding.Whole,
    };

    public static FindingLevel Level(this ScanFinding finding) => finding switch
    {
        ScanFinding.Recalled or ScanFinding.Altered or ScanFinding.Forged => FindingLevel.Alarm,
        ScanFinding.Held or ScanFinding.Expired or ScanFinding.Copied or ScanFinding.Foreign => FindingLevel.Warning,
        ScanFinding.Whole => FindingLevel.Good,
        _ => FindingLevel.Gap,
    };
}

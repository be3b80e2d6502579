using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Web.Catalogue;

namespace AgriTrace.Web.Traceability;

/// <summary>The scan page of a lot: what it is, who grew it, when, and whether the record is whole.</summary>
/// <remarks>A field that is not recorded is null and is said to be missing only where <see cref="Missing"/> lists it.</remarks>
public sealed record TraceView(string Path, ProductName Product, ProduceKind Kind, string Lot, TraceProducer Producer) : PageView(Path)
{
    /// <summary>A photo on this site; a drawing stands in when null.</summary>
    public string? ImagePath { get; init; }

    /// <summary>Null for cooperatives without a GS1 prefix.</summary>
    public string? Gtin { get; init; }

    /// <summary>Mã truy xuất nguồn gốc: the Digital Link or own URI that the label carries.</summary>
    public string? TraceabilityCode { get; init; }

    /// <summary>
    /// The mandatory fields of Circular 02/2024/TT-BKHCN, article 6, that this lot lacks. Empty means that the record is whole.
    /// </summary>
    public IReadOnlyList<RecordField> Missing { get; init; } = [];

    /// <summary>What was checked of the record; null where nothing was.</summary>
    public TraceProof? Proof { get; init; }

    /// <summary>A hold or a recall; null while the lot may be sold.</summary>
    public LotWarning? Warning { get; init; }

    public TraceGrower? Grower { get; init; }

    public DateTimeOffset? HarvestedAt { get; init; }

    public DateTimeOffset? PackedAt { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Whether <see cref="ExpiresOn"/> is over, in Viet Nam, when the page is shown.</summary>
    public bool IsExpired { get; init; }

    public Amount? Quantity { get; init; }

    public string? Brand { get; init; }

    /// <summary>The one item that was scanned; null where it was the lot.</summary>
    public TraceItem? Item { get; init; }

    public IReadOnlyList<AppliedStandard> Standards { get; init; } = [];

    /// <summary>Lots that this one was made from; empty for what comes straight from the field.</summary>
    public IReadOnlyList<LotLink> Sources { get; init; } = [];

    /// <summary>How many lots beside <see cref="Sources"/> it was made from.</summary>
    public int MoreSources { get; init; }

    /// <summary>In the order in which they are shown: oldest first reads as a journey.</summary>
    public IReadOnlyList<TraceStage> Stages { get; init; } = [];

    /// <summary>Where it can be ordered; null where it is not on sale now.</summary>
    public string? BuyPath { get; init; }

    /// <summary>Where a buyer says that something is wrong.</summary>
    public string? ReportPath { get; init; }

    /// <summary>The base of this site, for those who read the page elsewhere; null leaves out what needs it.</summary>
    public Uri? Site { get; init; }

    public string? QrPath { get; init; }

    public string? JsonPath { get; init; }

    public string? EpcisPath { get; init; }

    /// <summary>The record with a signature that anybody can check.</summary>
    public string? SignedPath { get; init; }

    /// <summary>Null where nothing was measured.</summary>
    public TraceColdChain? ColdChain { get; init; }

    /// <summary>The verdict.</summary>
    public ScanFinding Finding => ScanFindings.Of(this);

    /// <summary>Of the lot's own page, also where an item of it was scanned; null where that is this page.</summary>
    public string? LotPath { get; init; }

    internal override Type Component => typeof(TracePage);

    internal override Type Head => typeof(TraceHead);

    /// <summary>An item concerns who holds it; its lot is what others look for.</summary>
    internal override bool IsForSearchEngines => Item is null;

    internal override string TitleIn(Language language) => Texts.Trace.Title(NameIn(language), Lot)[language];

    internal override string DescriptionIn(Language language) => Texts.Trace.Description(NameIn(language), Producer.Name)[language];

    internal string NameIn(Language language) =>
        language is Language.English && Product.English is { } english ? english : Product.Vietnamese;
}

public enum WarningKind
{
    /// <summary>Off sale while it is looked into; it may come back.</summary>
    Held,

    /// <summary>Buyers must not use it. Final.</summary>
    Recalled,
}

/// <param name="Reason">In the cooperative's own words; null when it gave none.</param>
public sealed record LotWarning(WarningKind Kind, DateTimeOffset Since, string? Reason = null);

/// <param name="Path">Of the item on this site, without <c>/trace</c>.</param>
/// <param name="Serial">AI 21, as the label has it.</param>
public sealed record TraceItem(string Path, string Serial, SerialVerdict Verdict)
{
    /// <summary>How it was scanned; null while nothing is suspicious about that.</summary>
    public ItemScanView? Scans { get; init; }
}

/// <param name="FirstPlace">The province of the first scan; null where nobody knows.</param>
public sealed record ItemScanView(int Count, DateTimeOffset Since, string? FirstPlace);

/// <summary>What was checked of a record.</summary>
/// <param name="Events">Whose hashes were computed anew.</param>
/// <param name="Differing">Of these, how many are not what their id says.</param>
/// <param name="LeftOut">Events that nobody looked at, because there are too many.</param>
/// <param name="IsSigned">Whether what the page shows bears a good signature of ours.</param>
/// <param name="RecordHash">SHA-256 of the whole record.</param>
public sealed record TraceProof(int Events, int Differing, int LeftOut, bool IsSigned, string? RecordHash = null, DateTimeOffset? MadeAt = null);

/// <summary>The producer or trader that answers for the lot.</summary>
public sealed record TraceProducer(string Name, string? Address);

/// <param name="PlotName">How the farmer calls the plot or pond.</param>
/// <param name="AreaCode">Mã số vùng trồng, an opaque string; null where none was granted.</param>
/// <param name="Commune">Of the plot and not of the producer's seat; null where nobody said.</param>
/// <param name="Province">As <paramref name="Commune"/>.</param>
/// <param name="Name">Null for a farmer who did not consent to be named.</param>
/// <param name="PhotoPath">On this site; null where there is none that may be shown.</param>
public sealed record TraceGrower(
    string? Name, string? PlotName, string? AreaCode, GeoPoint? Location, string? Commune = null, string? Province = null, string? PhotoPath = null)
{
    /// <summary>Commune and province, as far as they are known; empty where neither is.</summary>
    internal string District => Join(Commune, Province);

    /// <summary>Where it grew, in one line: the plot first.</summary>
    internal string Origin => Join(PlotName, Commune, Province);

    private static string Join(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
}

/// <param name="Issuer">Who certified it; null where nobody said.</param>
/// <param name="ValidTo">The last day of the certificate.</param>
/// <param name="HasEnded">Whether that day is over when the page is shown.</param>
public sealed record AppliedStandard(string Name, string? CertificateNumber = null, string? Issuer = null, DateOnly? ValidTo = null, bool HasEnded = false);

/// <summary>One event of the lot, in words for a buyer.</summary>
/// <param name="Note">What the actor wrote down, such as a dose or a temperature.</param>
/// <param name="PlaceName">Where, in words; null where the event names none.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="ProductCode">Mã truy vết sản phẩm.</param>
/// <param name="PlaceCode">Mã truy vết địa điểm.</param>
/// <param name="EventId">The CBV 2.0 event hash URI; shown shortened.</param>
/// <param name="EventPath">The full event on this site.</param>
/// <param name="DeclaredWrongAt">When an error declaration withdrew it; it stays visible, struck out.</param>
public sealed record TraceStage(
    StageKind Kind,
    DateTimeOffset At,
    string? PlaceName,
    string? Actor,
    string? ProductCode,
    string? PlaceCode,
    string EventId,
    string EventPath,
    string? Note = null,
    DateTimeOffset? DeclaredWrongAt = null)
{
    /// <summary>More than one where several alike in a row are told as one.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When the last of several happened.</summary>
    public DateTimeOffset? LastAt { get; init; }
}

/// <summary>What happened, as coarse as a buyer wants to know it. Business steps and our own field steps map to these.</summary>
public enum StageKind
{
    Other,
    Planted,
    Watered,
    Fertilised,
    Treated,
    Fed,
    Harvested,
    Received,
    Inspected,
    Processed,
    Packed,
    Stored,
    Split,
    Loaded,
    Shipped,
    Arrived,
    Sold,
    Returned,
    Measured,
    Held,
    Recalled,
    Destroyed,

    /// <summary>Stages of several kinds, which the page leaves out.</summary>
    Several,
}

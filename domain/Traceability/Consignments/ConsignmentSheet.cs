using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Consignments;

/// <summary>What whoever holds the link may read. Its shape is public: members may come, none may go.</summary>
/// <param name="Lots">As their trace records tell them.</param>
/// <param name="Holds">Those that stand.</param>
/// <param name="Plots">Where the lots, and those they come from, grew.</param>
/// <param name="Lineage">What the lots were made from, a step each.</param>
/// <param name="Events">All of them, oldest first; of the lots and of those they come from.</param>
public sealed record ConsignmentSheet(
    string Id,
    string Recipient,
    string? Purpose,
    DateTimeOffset MadeAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<TraceRecord> Lots,
    IReadOnlyList<SheetHold> Holds,
    IReadOnlyList<SheetPlot> Plots,
    IReadOnlyList<SheetStep> Lineage,
    IReadOnlyList<SheetInspection> Inspections,
    IReadOnlyList<SheetEvent> Events)
{
    /// <summary>Events of one consignment, which are read one by one.</summary>
    public const int MaxEvents = 5_000;

    /// <summary>Measurements of one lot that stand among its events; of more, its trace record has the summary alone.</summary>
    public const int MaxMeasurements = 500;

    private const string Root = "/consignments/";

    /// <summary>Where whoever holds the link opens a document that an inspection names.</summary>
    public static string PathOf(Consignment consignment, string document) => $"{Root}{consignment.Coop}/{consignment.Id}/documents/{document}";

    /// <summary>Whether the document of an inspection can be opened here; others lie elsewhere.</summary>
    public static bool IsHere(string document) => document.StartsWith(Root, StringComparison.Ordinal);
}

public sealed record SheetHold(HoldReason Reason, string Detail, DateTimeOffset PlacedAt, IReadOnlyList<string> Lots);

/// <param name="Name">As the cooperative calls it.</param>
/// <param name="AreaCode">Mã số vùng trồng; null where none was granted.</param>
/// <param name="Location">Its centre.</param>
/// <param name="Diary">From 180 days before the oldest harvest of the consignment on.</param>
public sealed record SheetPlot(string Id, string Name, string? AreaCode, decimal Hectares, GeoPosition? Location, IReadOnlyList<SheetWork> Diary);

/// <summary>What was done on a plot. Nobody is named.</summary>
public sealed record SheetWork(
    DateTimeOffset At, string Activity, string? Material, string? ActiveIngredient, string? Dose, string? Target, Quantity? Quantity, int? IntervalDays,
    string? Note, string? Lot, DateTimeOffset RecordedAt, string EventId);

/// <param name="From">The path of a lot on this site.</param>
/// <param name="Taken">Null where the event does not say.</param>
public sealed record SheetStep(string From, string To, DateTimeOffset At, Quantity? Taken, string EventId);

/// <param name="Result">pass or fail; null where the event does not say.</param>
/// <param name="Documents">Addresses of what the laboratory wrote; those on this site open with the key of the link.</param>
public sealed record SheetInspection(DateTimeOffset At, IReadOnlyList<string> Lots, string? Result, string? PlaceName, string EventId, IReadOnlyList<string> Documents);

/// <summary>One event with its key data elements.</summary>
/// <param name="Type">The word of the simple API; null for an event that came from elsewhere.</param>
/// <param name="PlaceCode">GLN, planting-area code, or address of ours.</param>
/// <param name="Lots">What it happened to.</param>
/// <param name="Inputs">Of a transformation.</param>
/// <param name="Outputs">Of a transformation.</param>
/// <param name="References">Documents of trade that it names, with their type.</param>
public sealed record SheetEvent(
    DateTimeOffset At, string EventType, string? BizStep, string? Type, string? Disposition, string? PlaceName, string? PlaceCode, string? PlaceAddress,
    IReadOnlyList<SheetShare> Lots, IReadOnlyList<SheetShare> Inputs, IReadOnlyList<SheetShare> Outputs, IReadOnlyList<string> References,
    DateTimeOffset RecordedAt, string EventId);

/// <param name="Code">Mã truy vết sản phẩm: the traceability lot code.</param>
/// <param name="ProductName">Null for a lot that the cooperative does not know.</param>
public sealed record SheetShare(string Code, LocalText? ProductName, Quantity? Quantity);

using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability;

/// <summary>
/// The trace record (hồ sơ truy xuất) of a lot: what article 6 of Circular 02/2024/TT-BKHCN asks of a data carrier, and what is
/// missing of it. Stored as a ready-made document and served as it is, so its shape is public: members may come, none may go.
/// </summary>
/// <param name="TraceabilityCode">Mã truy xuất nguồn gốc: the Digital Link that the label carries.</param>
/// <param name="Path">Of the lot on this site, as its label has it.</param>
/// <param name="Product">The GTIN, or the cooperative's own name of the product.</param>
/// <param name="ProductImage">A path on this site.</param>
/// <param name="Grower">Null where the lot was pooled from several plots.</param>
/// <param name="HarvestedAt">The time of production; of the oldest harvest in a pooled lot.</param>
/// <param name="Standards">Names of the standards applied, as VietGAP.</param>
/// <param name="Sources">The lots that this one was packed from.</param>
/// <param name="Stages">Oldest first, those of the sources included. What only measured is no stage.</param>
/// <param name="Holds">What keeps it from sale now.</param>
/// <param name="ColdChain">All that was measured of the lot, in one summary; null where nothing was.</param>
/// <param name="Hashes">Of the events that its stages are told from.</param>
public sealed record TraceRecord(
    string TraceabilityCode,
    string Path,
    string? Gtin,
    string Product,
    string Lot,
    LocalText ProductName,
    string? ProductImage,
    RecordProducer Producer,
    RecordGrower? Grower,
    DateTimeOffset HarvestedAt,
    DateTimeOffset? PackedAt,
    DateOnly ExpiresOn,
    Quantity Quantity,
    IReadOnlyList<string> Standards,
    IReadOnlyList<RecordSource> Sources,
    IReadOnlyList<RecordStage> Stages,
    IReadOnlyList<RecordHold> Holds,
    IReadOnlyList<RecordCertificate> Certificates,
    RecordColdChain? ColdChain,
    RecordHashes Hashes,
    IReadOnlyList<RecordField> Missing);

/// <summary>What came of computing anew the hash of each event, which is its id.</summary>
/// <param name="Differing">Events that are not what their id says: they were changed where they are stored.</param>
/// <param name="LeftOut">Events that the record does not tell, because there are too many; nobody looked at their hashes.</param>
public sealed record RecordHashes(int Checked, int Differing, int LeftOut);

/// <summary>A certificate that covered every plot that the lot grew on, on the day of its harvest.</summary>
/// <param name="ValidTo">The last day; it may be over by now.</param>
public sealed record RecordCertificate(string Scheme, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidTo);

/// <summary>Who answers for the lot.</summary>
public sealed record RecordProducer(string Id, string Name, string Address, string Province, string? CommuneCode, string? TaxCode);

/// <param name="Commune">Of the plot, which may lie elsewhere than the cooperative's seat; null while plots do not say.</param>
/// <param name="Province">As <paramref name="Commune"/>.</param>
/// <param name="Name">Null for a member who did not consent to be named.</param>
/// <param name="Photo">A path on this site; null for a member who did not consent, or has none.</param>
public sealed record RecordGrower(
    string? Name, string Plot, string? AreaCode, GeoPosition? Location, string? Commune = null, string? Province = null, string? Photo = null);

/// <param name="Detail">In the cooperative's words.</param>
/// <param name="Earliest">Of a pre-harvest interval: the first day on which the harvest would have been allowed.</param>
public sealed record RecordHold(string Id, HoldReason Reason, DateTimeOffset Since, string Detail, DateOnly? Earliest)
{
    internal static RecordHold Of(Hold hold) => new(hold.Id, hold.Reason, hold.PlacedAt, hold.Detail, hold.Earliest);
}

public sealed record RecordSource(string Product, string Lot, string Path);

/// <param name="BizStep">A word of CBV 2.0, or the full URI of somebody else's.</param>
/// <param name="At">With the offset of the place where it happened.</param>
/// <param name="ProductCode">Mã truy vết sản phẩm.</param>
/// <param name="PlaceCode">Mã truy vết địa điểm: GLN, planting-area code, or address of ours.</param>
/// <param name="EventId">The CBV 2.0 event hash.</param>
public sealed record RecordStage(
    string? BizStep, string EventType, DateTimeOffset At, string? PlaceName, string? PlaceCode, string? Actor, string ProductCode, string EventId);

/// <summary>What the Circular asks of every lot.</summary>
public enum RecordField
{
    ProductName,
    ProductImage,
    Producer,
    ProducerAddress,
    Stages,
    StageProductCode,
    StagePlaceCode,
    StageTime,
    ProductionTime,
    TraceabilityCode,
    Standards,
}

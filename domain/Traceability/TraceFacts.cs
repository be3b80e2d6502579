using System.Text.Json;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability;

/// <summary>A lot with its events, in any order.</summary>
public sealed record LotHistory(LotClaim Lot, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>What events of the lot measured that do nothing else; they are not among <see cref="Events"/>.</summary>
    public IReadOnlyList<KeyedReading> Readings { get; init; } = [];

    /// <summary>How many more events there are than anybody read.</summary>
    public int LeftOut { get; init; }
}

/// <summary>All that a trace record is made from; the record is a pure function of it.</summary>
/// <param name="Lot">The lot of the record.</param>
/// <param name="Sources">The lots that it was made from, near and far.</param>
/// <param name="Plots">By id.</param>
/// <param name="Places">By id.</param>
/// <param name="Members">As they may be shown, by id.</param>
public sealed record TraceFacts(
    Cooperative Coop, Product Product, LotHistory Lot, IReadOnlyList<LotHistory> Sources,
    IReadOnlyDictionary<string, Plot> Plots, IReadOnlyDictionary<string, Place> Places, IReadOnlyDictionary<string, ShownMember> Members)
{
    /// <summary>Of the cooperative; those that have ended too. None where not all of what the lot was made from is known.</summary>
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];

    /// <summary>Of the cooperative, as its events tell of them; those that were released too.</summary>
    public IReadOnlyList<Hold> Holds { get; init; } = [];

    private const string GlnStart = "https://id.gs1.org/414/";

    /// <summary>The id of the place that an event names, in words of ours; null where it names none of the cooperative's.</summary>
    public static string? PlaceOf(EpcisEvent epcis, string coop, Uri site) =>
        epcis.Extension(EventMaker.Namespace, "place") is { ValueKind: JsonValueKind.String } place ? place.GetString()
        : epcis.ReadPoint is { } readPoint ? LotUri.PlaceOf(readPoint, coop, site) : null;

    public TraceRecord ToRecord(Uri site)
    {
        var lot = Lot.Lot;
        var own = Lot.Events.Select(stored => (stored, epcis: stored.Open())).ToArray();
        // What happened later to the rest of an input is not this lot's story.
        var madeAt = own.Where(one => LotUri.SourcesOf(one.epcis, lot.Id, site).Count > 0).Max(one => one.epcis.EventTime);
        var told = Lot.Events.Select(stored => (stored, lot: lot))
            .Concat(Sources.SelectMany(source => source.Events.Where(stored => stored.EventTime <= madeAt).Select(stored => (stored, lot: source.Lot))))
            .DistinctBy(one => one.stored.Key)
            .OrderBy(one => one.stored.EventTime).ThenBy(one => one.stored.Key, StringComparer.Ordinal)
            .ToArray();
        var certificates = Covering().ToArray();
        var record = new TraceRecord(
            lot.Id.DigitalLink(site),
            lot.Id.Path,
            lot.Id.Product.IsGtin ? lot.Id.Product.Key : null,
            lot.Id.Product.Name,
            lot.Id.Lot,
            Product.Name,
            Product.ImagePathIn(Coop.Id),
            new RecordProducer(Coop.Id, Coop.Name, Coop.Address, Coop.Province, Coop.CommuneCode, Coop.TaxCode),
            Grower(),
            lot.HarvestedAt,
            own.Where(one => one.epcis is { BizStep: "packing", Type: not EpcisEventType.AggregationEvent }).Max(one => one.epcis.EventTime),
            lot.ExpiresOn,
            lot.Quantity,
            Standards: [.. certificates.Select(certificate => certificate.Scheme).Distinct()],
            [.. MadeOf([.. own.Select(one => one.epcis)], site).Select(id => new RecordSource(id.Product.Name, id.Lot, id.Path))],
            [.. told.Select(one => Stage(one.stored, one.lot, site))],
            [.. Holds.Where(hold => hold.Released is null && hold.Lots.Contains(lot.Id)).OrderBy(hold => hold.PlacedAt).Select(RecordHold.Of)],
            certificates,
            RecordColdChain.Of(Lot.Readings, Product),
            new RecordHashes(told.Length, told.Count(one => !one.stored.IsAsItsHashSays()), Lot.LeftOut + Sources.Sum(source => source.LeftOut)),
            Missing: []);
        return record with { Missing = [.. MissingOf(record)] };
    }

    /// <summary>
    /// Of the lots that its events name as inputs those that the cooperative recorded itself: a captured event may name any, and what
    /// nobody here has seen is no fact of this record.
    /// </summary>
    private IEnumerable<LotId> MadeOf(IEnumerable<EpcisEvent> own, Uri site)
    {
        var recorded = Sources.Where(source => source.Lot.Coop == Coop.Id && source.Events.Count > 0).Select(source => source.Lot.Id).ToHashSet();
        return own.SelectMany(epcis => LotUri.SourcesOf(epcis, Lot.Lot.Id, site)).Distinct().Where(recorded.Contains);
    }

    /// <summary>The certificates that covered each plot that any of it grew on, on the day of that harvest.</summary>
    private IEnumerable<RecordCertificate> Covering()
    {
        var harvests = Sources.Select(source => source.Lot).Append(Lot.Lot).Where(lot => lot.Plot is not null).ToArray();
        return Certificates
            .Where(certificate => harvests.Length > 0 && harvests.All(lot => certificate.Covers(lot.Plot!, lot.HarvestedAt)))
            .OrderBy(certificate => certificate.Scheme, StringComparer.Ordinal).ThenBy(certificate => certificate.Number, StringComparer.Ordinal)
            .Select(certificate => new RecordCertificate(certificate.Scheme, certificate.Number, certificate.Issuer, certificate.ValidFrom, certificate.ValidTo));
    }

    /// <summary>The one plot that all of it grew on; null where there are several.</summary>
    private RecordGrower? Grower()
    {
        var origins = Sources.Select(source => source.Lot).Append(Lot.Lot).Where(lot => lot.Plot is not null).DistinctBy(lot => lot.Plot).ToArray();
        return origins is [{ Plot: { } id } origin] && Plots.TryGetValue(id, out var plot)
            ? new RecordGrower(Shown(origin).Name, plot.Name, plot.AreaCode, GeoJson.Centre(plot.Geometry), Photo: Shown(origin).PhotoPath)
            : null;
    }

    private ShownMember Shown(LotClaim lot) => Members.GetValueOrDefault(lot.Member, ShownMember.Nobody);

    private RecordStage Stage(StoredEvent stored, LotClaim lot, Uri site)
    {
        var epcis = stored.Open();
        var (name, code, actor) = (default(string), epcis.ReadPoint, Coop.Name);
        if (PlaceOf(epcis, Coop.Id, site) is { } id && Places.TryGetValue(id, out var place))
            (name, code) = (place.Name, place.Gln ?? place.Code ?? code);
        else if (code is not null && LotUri.PlotOf(code, Coop.Id, site) is { } field && Plots.TryGetValue(field, out var plot))
            (name, code, actor) = (plot.Name, plot.AreaCode ?? code, Shown(lot).Name ?? Coop.Name);
        else if (code is not null && code.StartsWith(GlnStart, StringComparison.Ordinal))
            code = code[GlnStart.Length..];

        return new RecordStage(
            epcis.BizStep, epcis.Type.ToString(), epcis.EventTime ?? stored.EventTime, name, code, actor, lot.Id.DigitalLink(site), stored.Hash);
    }

    private static IEnumerable<RecordField> MissingOf(TraceRecord record)
    {
        if (record.ProductName.Vi.Length == 0) yield return RecordField.ProductName;
        if (record.ProductImage is null) yield return RecordField.ProductImage;
        if (record.Producer.Name.Length == 0) yield return RecordField.Producer;
        if (record.Producer.Address.Length == 0) yield return RecordField.ProducerAddress;
        if (record.Stages.Count == 0) yield return RecordField.Stages;
        if (record.Stages.Any(stage => stage.PlaceCode is null)) yield return RecordField.StagePlaceCode;
        if (record.Standards.Count == 0) yield return RecordField.Standards;
    }
}

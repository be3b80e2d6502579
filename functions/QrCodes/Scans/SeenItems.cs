using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>What a page says of the one item whose label was scanned.</summary>
public sealed class SeenItems(SerialCodec serials, ItemScans scans)
{
    /// <summary>One point read for a serial of ours; nothing for any other, and for the lot.</summary>
    /// <param name="serial">As the address has it; null for the lot.</param>
    public async Task<TraceItem?> Of(LotId lot, string? serial, CancellationToken cancel)
    {
        if (serial is null) return null;
        var verdict = serials.Read(lot, serial).Verdict;
        return new TraceItem(new ItemId(lot, serial).Path, serial, verdict) { Scans = verdict == SerialVerdict.Ours ? ViewOf(await scans.Find(lot, serial, cancel)) : null };
    }

    /// <summary>Numbers, and no judgement: how a label came to be scanned so often, nobody here knows.</summary>
    private static ItemScanView? ViewOf(ItemHistory? history) =>
        history is { Suspicion: not null } ? new ItemScanView(history.Scans, history.FirstAt, history.FirstPlace) : null;
}

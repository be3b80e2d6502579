using System.Security.Cryptography;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.QrCodes.Scans;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>Has a page that was shown counted as a scan: one queue message, and nothing in it by which anybody could be found.</summary>
public sealed class ScanSender(
    ScanQueue queue, ScanSalts salts, ScanSettings settings, SerialCodec serials, ClientAddress addresses, LimitSettings limits, TimeProvider clock, ILogger<ScanSender> log)
{
    /// <summary>Longer than a queue takes that works. A scan that is not counted is a lesser evil than a buyer who waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private const int MaxAgent = 300;

    /// <summary>Call it when a page of a lot that is there was shown, or was there already (304). Never throws.</summary>
    /// <param name="serial">Of the item, as the address has it; null for the lot.</param>
    public async Task Seen(HttpRequest request, LotId lot, string? serial, CancellationToken cancel)
    {
        if (!ScanVisitors.IsPerson(request)) return;
        try
        {
            // With a token of its own: whoever hangs up has scanned all the same.
            await Send(request, lot, serial, CancellationToken.None).WaitAsync(Patience, clock, cancel);
        }
        catch (Exception exception)
        {
            log.LogWarning("A scan of {Lot} may not be counted: {Reason}", lot, exception.GetType().Name);
        }
    }

    /// <remarks>Reads the request before it waits for anything: afterwards it may be that of somebody else.</remarks>
    private async Task Send(HttpRequest request, LotId lot, string? serial, CancellationToken cancel)
    {
        var (now, agent, place) = (clock.GetUtcNow(), request.Headers.UserAgent.ToString(), PlaceOf(request));
        var client = $"{addresses.NetworkOf(request)} {(agent.Length > MaxAgent ? agent[..MaxAgent] : agent)}";
        var kind = KindOf(lot, serial);
        var id = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        await queue.Send(new Scan(id, lot, kind, kind == ScanKind.Item ? serial : null, now, await salts.HashOf(client, now, cancel), place), cancel);
    }

    private ScanKind KindOf(LotId lot, string? serial)
    {
        var verdict = serial is null ? SerialVerdict.Foreign : serials.Read(lot, serial).Verdict;
        return verdict == SerialVerdict.Ours ? ScanKind.Item : verdict == SerialVerdict.Forged ? ScanKind.Forged : ScanKind.Lot;
    }

    /// <summary>Only where a proxy that we trust stands before us, and has not let through what the client said.</summary>
    private string? PlaceOf(HttpRequest request) =>
        settings.PlaceHeader is { } header && limits.Proxies > 0 && request.Headers[header] is [{ } told] ? Province.Find(told.Trim())?.Code : null;
}

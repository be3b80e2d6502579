using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Cooperatives;

/// <summary>What the queue message of a changed certificate carries: whose trace records may say otherwise now.</summary>
/// <param name="Plots">Of the certificate as it was and as it is.</param>
/// <param name="From">The first day that either covers.</param>
/// <param name="To">The last one.</param>
public sealed record ChangedCertificate(string Coop, IReadOnlyList<string> Plots, DateOnly From, DateOnly To)
{
    /// <param name="before">Null for a new one.</param>
    public static ChangedCertificate Of(string coop, Certificate? before, Certificate after) => new(
        coop,
        [.. (before?.Plots ?? []).Union(after.Plots)],
        before is not null && before.ValidFrom < after.ValidFrom ? before.ValidFrom : after.ValidFrom,
        before is not null && before.ValidTo > after.ValidTo ? before.ValidTo : after.ValidTo);
}

/// <summary>Keeps certificates, and has the trace records of what they cover made anew.</summary>
public sealed class Certificates(CoopStore coops, StorageAccount storage)
{
    /// <summary>Other writers of one certificate can beat us this often before the caller is asked to come back.</summary>
    private const int MaxTries = 10;

    /// <summary>Writes all of it but its document, which stays.</summary>
    /// <param name="over">The version that it replaces; null to write whatever is there.</param>
    /// <returns>What is stored now; null when another writer changed it since that version, or changes it all the time.</returns>
    /// <remarks>A crash before the message leaves trace records as they were; the repeated PUT sends it.</remarks>
    public async Task<(Written Written, Certificate Certificate)?> Keep(string coop, Certificate certificate, string? over, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var old = await coops.Load(CoopKeys.Certificate(coop, certificate.Id), cancel);
            if (over is not null && old?.Version != over) return null;
            var kept = certificate with { Document = old?.Value.Document };
            if (await coops.Put(coop, kept, cancel, old?.Version) is not { } written) continue;
            await Send(ChangedCertificate.Of(coop, old?.Value, kept), cancel);
            return (written, kept);
        }

        return null;
    }

    /// <summary>Says where the uploaded certificate lies.</summary>
    public async Task<Result<Certificate>> Attach(string coop, string id, string document, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await coops.Load(CoopKeys.Certificate(coop, id), cancel) is not { } old) return DocumentErrors.NoSuchCertificate;
            var kept = old.Value with { Document = document };
            if (await coops.Put(coop, kept, cancel, old.Version) is not null) return kept;
        }

        return DocumentErrors.Busy;
    }

    private Task Send(ChangedCertificate change, CancellationToken cancel) =>
        storage.Queue(QueueNames.ChangedCertificates).SendMessageAsync(AgriTraceJson.Write(change), timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancel);
}

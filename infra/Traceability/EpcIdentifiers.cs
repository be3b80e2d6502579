using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Infra.Cooperatives;

namespace AgriTrace.Infra.Traceability;

/// <summary>Writes identifiers in the form that a caller wants, with what a cooperative knows of company prefixes: its own.</summary>
public sealed class EpcIdentifiers(CoopStore coops)
{
    /// <summary>One point read where URNs are wanted, none otherwise.</summary>
    public async Task<EpcTranslator> In(EpcFormat format, string coop, CancellationToken cancel)
    {
        if (format != EpcFormat.AlwaysUrn || (await coops.Cooperative(coop, cancel))?.Gs1CompanyPrefix is not { } prefix) return new EpcTranslator(format);
        return new EpcTranslator(format, digits => digits.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : null);
    }
}

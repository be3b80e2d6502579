using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>One value of a MATCH_ parameter (8.2.7.1.1).</summary>
/// <param name="Fits">Whether a canonical URI of an event is meant.</param>
internal sealed record EpcMatch(Func<string, bool> Fits)
{
    /// <summary>The one canonical URI that is meant, where it is one.</summary>
    public string? Key { get; private init; }

    /// <summary>The GTIN that whatever is meant has, as <see cref="EventTerms.ProductOf"/> gives it; null where there may be others.</summary>
    public string? Product { get; private init; }

    /// <param name="isClass">Whether it is a class that is asked for: then a GTIN takes in all its lots.</param>
    /// <returns>Null for what is neither a URI nor a pattern.</returns>
    public static EpcMatch? Read(string text, EpcisContext prefixes, bool isClass)
    {
        if (!UriText.IsUri(text)) return null;

        if (text.StartsWith(EpcPattern.Start, StringComparison.Ordinal))
            return EpcPattern.Read(text) is { } pattern ? new(pattern.Fits) { Product = pattern.Product } : null;

        var key = EpcisEvent.Canonical(text, prefixes);
        return isClass && EventTerms.ProductOf(key) == key
            ? new(given => given == key || given.StartsWith(key + "/", StringComparison.Ordinal)) { Product = key }
            : new(given => given == key) { Key = key, Product = EventTerms.ProductOf(key) };
    }
}

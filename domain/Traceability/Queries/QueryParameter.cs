using System.Globalization;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>A parameter as it was given, and the ways to read it. What is wrong with it goes to the faults of the query.</summary>
internal sealed class QueryParameter(string name, IReadOnlyList<string> values, EpcisContext prefixes, List<FieldFault> faults)
{
    public string Name => name;

    /// <summary>None of them empty, each normalised and bounded. There is one at least, but for EXISTS_.</summary>
    public IReadOnlyList<string> Values => values;

    public EpcisContext Prefixes => prefixes;

    public void Fault(string message) => faults.Add(new(name, message));

    /// <summary>The value of a parameter that takes one.</summary>
    public string? One()
    {
        if (values.Count == 1) return values[0];
        Fault("must have one value.");
        return null;
    }

    public DateTimeOffset? Time()
    {
        if (One() is not { } text) return null;
        if (ComparedValue.TimeOf(text) is { } time) return time;
        Fault("must be a time with its offset, as 2026-11-20T06:30:00+07:00.");
        return null;
    }

    public int? Count(int max)
    {
        if (One() is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= max) return count;
        Fault($"must be a whole number from 1 to {max}.");
        return null;
    }

    public decimal? Number()
    {
        if (One() is not { } text) return null;
        return NumberOf(text);
    }

    public IReadOnlyList<decimal> Numbers() => [.. values.Select(NumberOf).OfType<decimal>()];

    /// <summary>One of the words, as it stands among them.</summary>
    public string? Word(params string[] words)
    {
        if (One() is not { } text) return null;
        if (words.Contains(text)) return text;
        Fault($"must be {string.Join(" or ", words)}.");
        return null;
    }

    /// <summary>Whether an EXISTS_ parameter asks at all. Without a value it does; GS1's interface lets it say false as well.</summary>
    public bool Asks()
    {
        if (values.Count == 0 || values is ["true"] or ["1"]) return true;
        if (values is not (["false"] or ["0"])) Fault("must have no value, or true or false.");
        return false;
    }

    /// <summary>URIs and CURIEs in the form in which events give theirs.</summary>
    public IReadOnlyList<string> Uris()
    {
        if (!values.All(value => UriText.IsUri(value))) Fault("must be a URI, percent-encoded where it is not plain ASCII.");
        return [.. values.Select(value => EpcisEvent.Canonical(value, prefixes))];
    }

    /// <summary>Values of a vocabulary as events give theirs: the bare word, or a full URI.</summary>
    public IReadOnlyList<string> Words(CbvVocabulary vocabulary)
    {
        if (!values.All(value => vocabulary.Allows(value, prefixes)))
            Fault($"must be a {vocabulary.Name}, or a URI outside of GS1's namespaces.");
        return [.. values.Select(value => vocabulary.Normal(value, prefixes))];
    }

    private decimal? NumberOf(string text)
    {
        if (ComparedValue.NumberOf(text) is { } number) return number;
        Fault("must be a number below 7.9e28, written as 12.5.");
        return null;
    }
}

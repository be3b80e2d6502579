using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>The kinds of values that EPCIS has, each as a rule. The tables of <see cref="EpcisRules"/> are made of these.</summary>
internal static class FieldRules
{
    public static readonly Rule Text = (check, value) => ReadText(check, value);

    public static readonly Rule AnyUri = (check, value) =>
    {
        if (ReadText(check, value) is not { } text || UriText.IsUri(text)) return;
        check.Fault("Should be a URI, percent-encoded where it is not plain ASCII.");
    };

    public static readonly Rule Time = (check, value) =>
    {
        if (ReadText(check, value) is { } text && !EpcisTime.TryParse(text, out _))
        {
            check.Fault("Should be a date and time of the calendar, with its zone, like 2026-07-22T06:45:00.000+07:00.");
        }
    };

    public static readonly Rule ZoneOffset = (check, value) =>
    {
        if (ReadText(check, value) is { } text && !EpcisTime.TryParseZoneOffset(text, out _))
        {
            check.Fault("Should be an offset from UTC between -14:00 and +14:00, like +07:00.");
        }
    };

    public static readonly Rule Number = (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _)) return;
        check.Fault("Should be a number below 7.9e28, not in quotes.");
    };

    public static readonly Rule TrueOrFalse = (check, value) =>
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) check.Fault("Should be true or false, not in quotes.");
    };

    public static readonly Rule UnitOfMeasure = (check, value) =>
    {
        if (ReadText(check, value) is not { } text) return;
        if (text.Length is 2 or 3 && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))) return;
        check.Fault("Should be a code of UN/ECE Recommendation 20, like KGM.");
    };

    public static readonly Rule HexBinary = (check, value) =>
    {
        if (ReadText(check, value) is not { } text || (text.Length > 0 && text.All(char.IsAsciiHexDigit))) return;
        check.Fault("Should be hexadecimal digits.");
    };

    public static readonly Rule VersionNumber = (check, value) =>
    {
        if (ReadText(check, value) is { } text && !text.Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiDigit)))
        {
            check.Fault("Should be a version, like 2.0.");
        }
    };

    /// <summary>What an extension holds is its maker's affair, but a prefix without a namespace means nothing to anybody.</summary>
    public static readonly Rule Extension = (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray()) check.In(index++, item, Extension!);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                var name = member.Name;
                if (IsPrefixed(name) && !check.Context.TryResolve(name, out _, out _)) check.Fault(name, UndefinedPrefix(name));
                else check.In(name, member.Value, Extension!);
            }
        }
    };

    private static readonly Rule ContextPart = (check, value) =>
    {
        if (value.ValueKind == JsonValueKind.String) AnyUri(check, value);
        else if (value.ValueKind == JsonValueKind.Object) foreach (var term in value.EnumerateObject()) CheckTerm(check, term);
        else check.Fault("Should be the URI of a context, or an object of prefixes and their namespaces.");
    };

    public static readonly Rule LinkedDataContext = OneOrList(ContextPart);

    /// <summary>A word of the list.</summary>
    public static Rule OneOf(params string[] words) => (check, value) =>
    {
        if (ReadText(check, value) is { } text && !words.Contains(text)) check.Fault($"Should be {string.Join(" or ", words)}.");
    };

    /// <summary>A value of the vocabulary as bare word, CURIE, web URI or URN, or a URI of somebody else's.</summary>
    public static Rule Vocabulary(CbvVocabulary vocabulary) => (check, value) =>
    {
        if (ReadText(check, value) is { } text && !vocabulary.Allows(text, check.Context))
        {
            check.Fault($"Is no {vocabulary.Name}, and no URI outside of GS1's namespaces.");
        }
    };

    public static Rule List(Rule item, int atLeast = 0) => (check, value) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            check.Fault("Should be a list.");
            return;
        }

        if (value.GetArrayLength() < atLeast) check.Fault("Should not be empty.");
        var index = 0;
        foreach (var entry in value.EnumerateArray()) check.In(index++, entry, item);
    };

    /// <summary>A list of texts in which each stands once.</summary>
    public static Rule Set(Rule item, int atLeast = 0)
    {
        var list = List(item, atLeast);
        return (check, value) =>
        {
            list(check, value);
            if (value.ValueKind != JsonValueKind.Array) return;

            var seen = new HashSet<string>(value.GetArrayLength(), StringComparer.Ordinal);
            var index = 0;
            foreach (var entry in value.EnumerateArray())
            {
                if (entry.ValueKind == JsonValueKind.String && !seen.Add(entry.GetString()!)) check.In(index, entry, Twice);
                index++;
            }
        };
    }

    private static void Twice(FieldChecker check, JsonElement value) => check.Fault("Stands in this list twice.");

    /// <summary>A list, or one value that stands for itself.</summary>
    public static Rule OneOrList(Rule item)
    {
        var list = List(item);
        return (check, value) => (value.ValueKind == JsonValueKind.Array ? list : item)(check, value);
    }

    internal static string UndefinedPrefix(string name) =>
        $"The prefix '{name[..name.IndexOf(':', StringComparison.Ordinal)]}' has no namespace; the @context member should define it.";

    /// <summary>@type and its like are words of JSON-LD, whatever stands behind them.</summary>
    internal static bool IsPrefixed(string name) => name.Contains(':', StringComparison.Ordinal) && !name.StartsWith('@');

    /// <summary>The text, or null after a fault was noted.</summary>
    internal static string? ReadText(FieldChecker check, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        check.Fault("Should be a text.");
        return null;
    }

    private static void CheckTerm(FieldChecker check, JsonProperty term)
    {
        if (term.Name.StartsWith('@') || term.Value.ValueKind != JsonValueKind.String) return;
        if (!UriText.IsUri(term.Value.GetString())) check.Fault(term.Name, "Should be the URI of a namespace.");
    }
}

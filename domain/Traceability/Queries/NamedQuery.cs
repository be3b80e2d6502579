using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>A query that a cooperative keeps under a name, to ask it again or to subscribe to it. It never changes: it is deleted and made anew.</summary>
/// <param name="Query">Its parameters as they came, as JSON.</param>
public sealed record NamedQuery(string Name, string Query, DateTimeOffset CreatedAt)
{
    public const int MaxQueries = 200;
    public const int MaxSubscriptions = 20;

    /// <summary>In characters.</summary>
    private const int MaxLength = 65_536;

    private const int MaxName = 100;

    /// <summary>The query of the standard that takes its parameters with each call.</summary>
    private const string Reserved = "SimpleEventQuery";

    /// <param name="query">An object; whether its parameters are known, others say.</param>
    public static Result<NamedQuery> Make(string name, JsonElement query, DateTimeOffset now)
    {
        if (!IsName(name)) return NamedQueryErrors.NameInvalid;
        if (name == Reserved) return NamedQueryErrors.Exists(name);
        if (query.ValueKind != JsonValueKind.Object) return FieldErrors.Invalid([new("$.query", "must be an object.")]);
        var text = query.GetRawText();
        return text.Length > MaxLength ? NamedQueryErrors.TooLong(MaxLength) : new NamedQuery(name, text, now);
    }

    /// <summary>Names stand in addresses, where dots alone mean a folder.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') && name.Any(letter => letter != '.');
}

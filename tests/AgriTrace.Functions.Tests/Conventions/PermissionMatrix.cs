using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Tests.Conventions;

/// <summary>Who may call one HTTP function.</summary>
/// <param name="Route">Without constraints.</param>
/// <param name="Cells">By <see cref="PermissionMatrix.Callers"/>; each one of the words that the document explains.</param>
public sealed partial record PermissionRow(string Function, string Verbs, string Route, string Permission, bool IsPage, IReadOnlyDictionary<string, string> Cells)
{
    public bool Names(string parameter) => Route.Contains($"{{{parameter}}}", StringComparison.Ordinal);

    /// <summary>The route with values in it.</summary>
    public string Path(Func<string, string> value) => "/" + Parameters().Replace(Route, match => value(match.Groups[1].Value)).TrimStart('/');

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameters();
}

/// <summary>Who may call what: made from the functions, written to docs/permissions.md, and read from there.</summary>
public sealed partial class PermissionMatrix(IReadOnlyList<PermissionRow> rows)
{
    public const string Never = "–", Own = "own", Cooperative = "coop", Platform = "all", Anyone = "any";
    public const string Anonymous = "anonymous", Key = "key";

    private const string Page = " (page)";

    private static readonly string Head =
        $"""
        # Who may call what

        Made from the functions themselves; do not write in it. A test holds it against them, and another tries every cell over HTTP.
        What a role holds stands in `domain/Identity/Permission.cs`, what a function needs in its `[Allow]`.

        | cell | the caller may call it |
        | --- | --- |
        | `{Never}` | never |
        | `{Own}` | for what is the caller's own, as a member |
        | `{Cooperative}` | for all of the caller's cooperative |
        | `{Platform}` | for every cooperative |
        | `{Anyone}` | signed in or not; where it shows an order, to whoever holds its token |

        `key` is an API key that was given the permission. A permission with `(page)` is that of a page for people, which
        knows no bearer token, only the session of a browser: a key is nobody there, and an operator, who has no sign-in card,
        has none. On a page with `{"{member}"}` that records production, a helper stands in the place of a farmer who consented.


        """;

    public static IReadOnlyList<string> Callers { get; } =
        [Anonymous, Key, .. Enum.GetValues<Role>().Select(role => role.ToString().ToLowerInvariant())];

    public IReadOnlyList<PermissionRow> Rows { get; } = rows;

    public static string File { get; } = Repository.Path("docs", "permissions.md");

    /// <param name="functions">What does not answer HTTP, and what answers for unknown paths, is left out.</param>
    /// <param name="reachOf">How far a role goes; the house's own table where it is left out.</param>
    public static PermissionMatrix Of(IEnumerable<FunctionEntry> functions, Func<Role, Permission, Reach>? reachOf = null) => new(
    [
        .. from function in functions
           where function.Http is not null && function.Route != HttpRoutes.CatchAll
           let allow = function.Method.GetCustomAttribute<AllowAttribute>()!
           let cells = Callers.ToDictionary(caller => caller, caller => CellOf(caller, function.Needs!.Value, allow.Browser, reachOf ?? Permissions.ReachOf))
           select new PermissionRow(
               function.Name, string.Join(' ', function.Http!.Methods!.Select(verb => verb.ToUpperInvariant())), Plain(function.Route), function.Needs!.Value.ToString(), allow.Browser, cells),
    ]);

    public static PermissionMatrix Read() => new(
    [
        .. from line in System.IO.File.ReadLines(File)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           where cells.Length == Callers.Count + 6 && cells[1].StartsWith('`')
           select new PermissionRow(
               cells[1].Trim('`'), cells[2], cells[3].Trim('`').TrimStart('/'), cells[4].Replace(Page, string.Empty, StringComparison.Ordinal), cells[4].EndsWith(Page, StringComparison.Ordinal),
               Callers.Index().ToDictionary(caller => caller.Item, caller => cells[caller.Index + 5])),
    ]);

    public string Write()
    {
        var text = new StringBuilder(Head);
        Line(text, ["function", "verbs", "path", "permission", .. Callers]);
        Line(text, Enumerable.Repeat("---", Callers.Count + 4));
        foreach (var row in Rows)
            Line(text, [$"`{row.Function}`", row.Verbs, $"`/{row.Route}`", row.Permission + (row.IsPage ? Page : string.Empty), .. Callers.Select(caller => row.Cells[caller])]);
        return text.ToString();
    }

    /// <summary>Every cell that differs, in words; nothing where both say the same.</summary>
    public IEnumerable<string> DifferencesTo(PermissionMatrix other) =>
    [
        .. Facts().Except(other.Facts()).Select(fact => "only in the first: " + fact),
        .. other.Facts().Except(Facts()).Select(fact => "only in the second: " + fact),
    ];

    private IEnumerable<string> Facts() => Rows.SelectMany(row => Callers
        .Select(caller => $"{row.Function}, {caller}: {row.Cells[caller]}")
        .Append($"{row.Function} is {row.Verbs} /{row.Route} and needs {row.Permission}{(row.IsPage ? Page : string.Empty)}"));

    private static string CellOf(string caller, Permission needs, bool isPage, Func<Role, Permission, Reach> reachOf)
    {
        if (needs == Permission.Anyone) return Anyone;
        if (caller == Anonymous) return Never;
        if (caller == Key) return needs.IsForMachines() && !isPage ? Cooperative : Never;
        return reachOf(Enum.Parse<Role>(caller, ignoreCase: true), needs) switch
        {
            Reach.None => Never,
            Reach.Own => Own,
            Reach.Cooperative => Cooperative,
            Reach.Platform => Platform,
            _ => throw new InvalidOperationException("A reach without a word."),
        };
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Cuts constraints out of a template; the site's root is written as an optional nothing.</summary>
    private static string Plain(string route) =>
        string.Join('/', route.Split('/').Where(segment => !segment.EndsWith("?}", StringComparison.Ordinal)).Select(segment => Constraint().Replace(segment, "{$1}")));

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Constraint();
}

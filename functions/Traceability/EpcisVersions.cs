using System.Globalization;
using System.Text.RegularExpressions;
using AgriTrace.Domain;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Traceability;

/// <summary>The versions of EPCIS and CBV that a caller speaks must include ours. Only the first two numbers count: the third mends words.</summary>
internal static partial class EpcisVersions
{
    private static readonly (int, int) Ours = (2, 0);

    /// <returns>Null where the headers name no version, or ours too.</returns>
    public static Error? RefusalOf(IHeaderDictionary headers) => RefusalOf(headers, "GS1-EPCIS") ?? RefusalOf(headers, "GS1-CBV");

    private static Error? RefusalOf(IHeaderDictionary headers, string standard) =>
        RefusalOf(headers, standard + "-Version", given => given.CompareTo(Ours) == 0)
        ?? RefusalOf(headers, standard + "-Min", given => given.CompareTo(Ours) <= 0)
        ?? RefusalOf(headers, standard + "-Max", given => given.CompareTo(Ours) >= 0);

    private static Error? RefusalOf(IHeaderDictionary headers, string name, Func<(int, int), bool> fits)
    {
        if (!headers.TryGetValue(name, out var values)) return null;
        if (values is not [{ } text] || Version().Match(text) is not { Success: true } match) return EpcisCallErrors.BadHeader(name, "is a version, such as 2.0.0");
        return fits((Number(match.Groups["major"]), Number(match.Groups["minor"]))) ? null : EpcisCallErrors.OtherVersion(name, text);
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<major>[0-9]{1,3})(\.(?<minor>[0-9]{1,3})(\.[0-9]{1,3})?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Version();
}

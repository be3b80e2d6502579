using AgriTrace.Domain.Identity;

namespace AgriTrace.Web.Identity;

/// <param name="Path">Where what the reader came for is done.</param>
/// <param name="HasDevice">Null where that is not asked.</param>
/// <param name="Consented">For a helper who looks: whether the farmer lets them; null where that is not asked.</param>
public sealed record PersonLine(string Path, string Name, Role Role, bool? HasDevice = null, bool? Consented = null);

/// <summary>People of a cooperative to choose from: to make cards for, or to record a harvest of.</summary>
/// <param name="List">The path of the whole list.</param>
/// <param name="Query">What the reader looks for; empty for all.</param>
/// <param name="More">How many more there are than the page shows.</param>
public sealed record PeopleView(
    string Path, FormSeal Seal, string List, Text Heading, string CoopName, string Query, IReadOnlyList<PersonLine> People, int More) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(PeoplePage);

    internal override string TitleIn(Language language) => Heading[language];
}

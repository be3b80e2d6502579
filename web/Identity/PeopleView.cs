using AgriTrace.Domain.Identity;

namespace AgriTrace.Web.Identity;

/// <param name="Consented">For a helper who looks: whether the farmer lets them; null where that is not asked.</param>
public sealed record PersonLine(string Id, string Name, Role Role, bool HasDevice, bool? Consented);

/// <summary>The people of a cooperative, as far as the reader makes cards for them.</summary>
/// <param name="Query">What the reader looks for; empty for all.</param>
/// <param name="More">How many more there are than the page shows.</param>
public sealed record PeopleView(string Path, FormSeal Seal, string CoopName, string Query, IReadOnlyList<PersonLine> People, int More) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(PeoplePage);

    internal override string TitleIn(Language language) => IdentityTexts.People.Heading[language];
}

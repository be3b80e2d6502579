namespace AgriTrace.Web.Identity;

/// <summary>A hidden field of a form.</summary>
public sealed record ConfirmField(string Name, string Value);

/// <summary>Asks before something is taken away.</summary>
/// <param name="Action">Where a yes is sent.</param>
/// <param name="Fields">What the form sends: they name what is taken away, so that the same form twice takes away no more.</param>
/// <param name="Back">Where a no leads.</param>
public sealed record ConfirmView(string Path, FormSeal Seal, Text Heading, Text Lead, string Action, IReadOnlyList<ConfirmField> Fields, string Back) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(ConfirmPage);

    internal override string TitleIn(Language language) => Heading[language];
}

namespace AgriTrace.Web.Identity;

/// <summary>Asks whether this browser shall be a member's, before the card is used.</summary>
/// <param name="AlsoHere">Who uses this phone already; empty for a phone that is new here.</param>
public sealed record SignInView(
    string Path, FormSeal Seal, string Coop, string Code, string CoopName, string MemberName, IReadOnlyList<string> AlsoHere) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(SignInPage);

    internal override string TitleIn(Language language) => IdentityTexts.SignIn.Title[language];

    /// <summary>Chat programs show this beside the link, to whoever is in the chat: it names nobody.</summary>
    internal override string DescriptionIn(Language language) => IdentityTexts.SignIn.Steps.Scan[language];
}

/// <summary>Says how to sign in, to a browser that is nobody's, or whose card was no good.</summary>
public sealed record AskForCardView(string Path, bool CardWasBad = false) : PageView(Path)
{
    internal override Type Component => typeof(AskForCardPage);

    internal override string TitleIn(Language language) => Heading[language];

    internal override bool IsForSearchEngines => false;

    internal Text Heading => CardWasBad ? IdentityTexts.SignIn.BadCard : IdentityTexts.SignIn.NotSignedIn;

    internal Text Lead => CardWasBad ? IdentityTexts.SignIn.BadCardLead : IdentityTexts.SignIn.NotSignedInLead;
}

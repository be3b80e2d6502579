namespace AgriTrace.Web.Identity;

/// <summary>A sign-in card, shown once: its code is nowhere stored.</summary>
/// <param name="Path">Of the person: a card cannot be asked for again.</param>
/// <param name="Picture">Its QR code as a data URI.</param>
public sealed record CardView(string Path, FormSeal Seal, string Name, string CoopName, string Picture, DateTimeOffset Until) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(CardPage);

    internal override string TitleIn(Language language) => IdentityTexts.Card.Heading[language];
}

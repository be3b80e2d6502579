namespace AgriTrace.Web.Identity;

/// <summary>A form to print and sign, for a farmer who has no phone.</summary>
/// <param name="Back">The page of the farmer.</param>
public sealed record ConsentFormView(string Path, FormSeal Seal, string Farmer, string Helper, string CoopName, string CoopAddress, string Back) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(ConsentFormPage);

    internal override string TitleIn(Language language) => IdentityTexts.Paper.Heading[language];
}

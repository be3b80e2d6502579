using AgriTrace.Domain.Identity;

namespace AgriTrace.Web.Identity;

/// <summary>A helper who may, or may not, act for the person.</summary>
/// <param name="Since">When the consent was given; null where there is none that holds.</param>
/// <param name="IsReader">Whether the helper is the one who looks.</param>
/// <param name="ShowsPhoto">Whether there is a photo that the reader may see.</param>
public sealed record ServingLine(string Id, string Name, DateTimeOffset? Since, bool OnPaper, bool IsReader, bool ShowsPhoto);

/// <summary>One member, for whoever makes their cards.</summary>
/// <param name="Serving">Empty for whoever is no farmer: nobody serves them.</param>
/// <param name="Devices">Null where the reader does not keep them.</param>
/// <param name="MayRecord">Whether the reader may record a harvest for them now.</param>
/// <param name="Fault">What was wrong with what was sent; null where nothing was.</param>
/// <param name="IsReader">Whether the member looks at themself: then a shared phone that they sign out of stays with the others.</param>
public sealed record PersonView(
    string Path, FormSeal Seal, string Id, string Name, string CoopName, Role Role, IReadOnlyList<ServingLine> Serving,
    IReadOnlyList<DeviceLine>? Devices, bool MayRecord, Text? Fault = null, bool IsReader = false) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(PersonPage);

    internal override string TitleIn(Language language) => Name;
}

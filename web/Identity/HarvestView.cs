namespace AgriTrace.Web.Identity;

/// <summary>One of the things that a list lets choose from.</summary>
public sealed record Choice(string Value, Text Words);

/// <summary>What stands in the fields of a harvest, as it was typed.</summary>
/// <param name="Record">Made with the form: what tells two equal harvests apart, and a repeat from a new one.</param>
/// <param name="Time">As a <c>datetime-local</c> field writes it.</param>
public sealed record HarvestFields(string Record, string Product, string Plot, string Quantity, string Unit, string Time);

/// <summary>A field of the harvest that is not right.</summary>
public enum HarvestField
{
    Product,
    Plot,
    Quantity,
    Unit,
    Time,
}

/// <summary>What is wrong in a field. Of two about one field the first is shown.</summary>
public sealed record HarvestFault(HarvestField Field, Text Words);

/// <summary>A harvest of the same member that was recorded a short while ago.</summary>
/// <param name="DaysAgo">In the Delta; 0 is today.</param>
public sealed record RecentHarvest(ProductName Product, Amount Quantity, DateTimeOffset At, int DaysAgo);

/// <summary>Records what a member picked.</summary>
/// <param name="HelpedBy">The name of the helper who writes for them; null where nobody does.</param>
/// <param name="Faults">Which fields to mend.</param>
/// <param name="Refusal">Why the whole was refused; null where it was not.</param>
public sealed record HarvestView(
    string Path, FormSeal Seal, string Name, string CoopName, string? HelpedBy, IReadOnlyList<Choice> Products, IReadOnlyList<Choice> Plots,
    IReadOnlyList<Choice> Units, HarvestFields Fields, IReadOnlyList<HarvestFault> Faults, Text? Refusal = null) : PersonalView(Path, Seal)
{
    internal override Type Component => typeof(HarvestPage);

    internal override string TitleIn(Language language) =>
        IsRefused ? $"{IdentityTexts.Fault[language]} {IdentityTexts.Harvest.Heading[language]}" : IdentityTexts.Harvest.Heading[language];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<RecentHarvest> Recent { get; init; } = [];

    /// <summary>A screen reader says the title first.</summary>
    internal bool IsRefused => Refusal is not null || Faults.Count > 0;

    /// <summary>The one that takes the cursor.</summary>
    internal bool IsFirstWrong(HarvestField field) => Faults.Count > 0 && Faults.Min(fault => fault.Field) == field;

    internal Text? FaultOf(HarvestField field) => Faults.FirstOrDefault(fault => fault.Field == field)?.Words;
}

/// <summary>Says that a harvest is recorded.</summary>
/// <param name="ScanPath">The page that buyers see.</param>
/// <param name="Again">Where the next harvest of the same member is recorded.</param>
/// <param name="Others">Where the next member is chosen; null for a farmer.</param>
public sealed record HarvestedView(
    string Path, FormSeal Seal, string Name, ProductName Product, string Lot, Amount Quantity, DateTimeOffset At, string ScanPath, string Again, string? Others = null) : PersonalView(Path, Seal)
{
    /// <summary>Why the lot may not be sold yet, in the words of who holds it; empty where it may.</summary>
    public IReadOnlyList<string> Holds { get; init; } = [];

    internal override Type Component => typeof(HarvestedPage);

    internal override string TitleIn(Language language) => IdentityTexts.Harvest.Recorded[language];
}

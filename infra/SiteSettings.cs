namespace AgriTrace.Infra;

/// <summary>Where people and scanners find us.</summary>
/// <param name="PublicUrl">The base of every Digital Link; without path or query.</param>
public sealed record SiteSettings(Uri PublicUrl);

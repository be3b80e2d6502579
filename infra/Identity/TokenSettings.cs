namespace AgriTrace.Infra.Identity;

/// <summary>Which tokens are believed.</summary>
/// <param name="LocalKey">
/// An ES256 private key, PKCS#8 in base64, whose tokens are believed in development only. The sample settings hold one that everybody
/// knows; null where there is none.
/// </param>
/// <param name="Development">True when <c>AZURE_FUNCTIONS_ENVIRONMENT</c> says Development.</param>
public sealed record TokenSettings(string? LocalKey, bool Development);

using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Http;

/// <summary>Where calls to addresses that others named may go.</summary>
/// <param name="AllowLoopback">Lets them reach this machine too, for doubles in development and tests.</param>
public sealed record PublicHttpSettings(bool AllowLoopback)
{
    private const string Loopback = "AgriTrace:Http:AllowLoopback";

    /// <exception cref="InvalidOperationException">Loopback is allowed outside development.</exception>
    public static PublicHttpSettings Of(IConfiguration settings)
    {
        var allowed = settings[Loopback] == "true";
        return allowed && settings["AZURE_FUNCTIONS_ENVIRONMENT"] != "Development"
            ? throw new InvalidOperationException($"{Loopback} is true, but AZURE_FUNCTIONS_ENVIRONMENT is not Development: remove the setting.")
            : new PublicHttpSettings(allowed);
    }
}

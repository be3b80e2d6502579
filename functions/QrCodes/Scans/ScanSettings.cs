using Microsoft.Extensions.Configuration;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <param name="PlaceHeader">The header in which the front door says where a client is; null where it says nothing.</param>
public sealed record ScanSettings(string? PlaceHeader)
{
    private const string Name = "AgriTrace:Scans:PlaceHeader";

    /// <exception cref="InvalidOperationException">It is no name of a header.</exception>
    public static ScanSettings Read(IConfiguration settings)
    {
        if (settings[Name] is not { Length: > 0 } header) return new ScanSettings(PlaceHeader: null);
        return header.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ? new ScanSettings(header)
            : throw new InvalidOperationException($"The setting {Name} is not the name of a header.");
    }
}

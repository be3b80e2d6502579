using System.Net;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace AgriTrace.Infra.Notices;

/// <summary>By which server notices leave as e-mail.</summary>
/// <remarks>A class and not a record: a record would print its password into whatever log it is handed to.</remarks>
public sealed class MailSettings
{
    private const string Section = "AgriTrace:Mail:";

    /// <summary>Where TLS begins with the first byte.</summary>
    private const int TlsPort = 465;

    private const int UsualPort = 587;

    /// <summary>Null where no e-mail is sent.</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = UsualPort;

    /// <summary>Null where the server asks for nobody.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = string.Empty;

    /// <summary>The address that e-mail comes from; its display name is the cooperative's.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>Whether TLS begins by STARTTLS; else with the first byte.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>How long to wait after each failure that may pass; after the last of them the notice is given up. Servers that do not know us yet turn us away for some minutes.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12)];

    /// <summary>How long one e-mail may take in all.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsOn => Host is not null;

    /// <summary>What is behind the @ of the sender's address.</summary>
    internal string Domain => From[(From.LastIndexOf('@') + 1)..];

    /// <summary>Nothing leaves this machine unencrypted, whatever the settings say.</summary>
    internal SecureSocketOptions Security => (IsLoopback, StartTls) switch
    {
        (true, true) => SecureSocketOptions.StartTlsWhenAvailable,
        (true, false) => Port == TlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.None,
        (false, true) => SecureSocketOptions.StartTls,
        (false, false) => SecureSocketOptions.SslOnConnect,
    };

    private bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <exception cref="InvalidOperationException">A setting cannot be read, or one that the host needs is missing.</exception>
    public static MailSettings Read(IConfiguration settings)
    {
        if (settings[Section + "Host"] is not { Length: > 0 } host) return new MailSettings();
        var port = settings[Section + "Port"] is { Length: > 0 } text
            ? ushort.TryParse(text, out var number) && number > 0 ? number : throw Bad("Port", "is not a port")
            : UsualPort;
        return new MailSettings
        {
            Host = host,
            Port = port,
            User = settings[Section + "User"] is { Length: > 0 } user ? user : null,
            Password = settings[Section + "Password"] ?? string.Empty,
            From = settings[Section + "From"] is { } from && MailboxAddress.TryParse(from, out var sender) && sender.Address == from && from.All(char.IsAscii)
                ? from
                : throw Bad("From", "must be the plain address that e-mail comes from"),
            StartTls = settings[Section + "StartTls"] switch
            {
                null or "" => port != TlsPort,
                "true" => true,
                "false" => false,
                _ => throw Bad("StartTls", "must be true or false"),
            },
        };
    }

    private static InvalidOperationException Bad(string name, string why) => new($"The setting {Section}{name} {why}.");
}

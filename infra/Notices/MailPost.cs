using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Text;

namespace AgriTrace.Infra.Notices;

/// <summary>An e-mail to one person.</summary>
/// <param name="Id">Of the notice: the e-mail's own, so that a mail program drops the second of two.</param>
/// <param name="From">The name that it comes from.</param>
/// <param name="Language">BCP 47.</param>
public sealed record OutgoingMail(string Id, DateTimeOffset At, string From, string To, string Subject, string Text, string Html, string Language);

/// <summary>What came of an e-mail.</summary>
/// <param name="Failure">Why the server did not take it, in words of ours: what it answered may name the buyer. Null when it did.</param>
/// <param name="IsFinal">Another try would fail too.</param>
public sealed record MailOutcome(string? Failure, bool IsFinal = false);

/// <summary>Hands e-mail to the server of the settings.</summary>
public sealed class MailPost(MailSettings settings)
{
    /// <remarks>A crash, or a line that breaks, after the server took it and before it said so, sends it twice under one Message-ID.</remarks>
    public async Task<MailOutcome> Send(OutgoingMail mail, CancellationToken cancel)
    {
        if (settings.Host is not { } host) return new MailOutcome("No mail server is set.", IsFinal: true);
        if (!MailboxAddress.TryParse(mail.To, out var to) || to.Address != mail.To) return new MailOutcome("No e-mail can be sent to this address.", IsFinal: true);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(settings.Patience);
        try
        {
            using var message = Message(mail, to);
            return await Hand(message, host, limited.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new MailOutcome(string.Create(CultureInfo.InvariantCulture, $"The mail server did not answer within {settings.Patience.TotalSeconds:0} seconds."));
        }
        catch (SmtpCommandException refused)
        {
            return new MailOutcome(string.Create(CultureInfo.InvariantCulture, $"The mail server answered {(int)refused.StatusCode}."), IsFinal: (int)refused.StatusCode >= 500);
        }
        catch (AuthenticationException)
        {
            return new MailOutcome("The mail server does not know the user, or the password is wrong.");
        }
        catch (Exception broken) when (broken is SslHandshakeException or NotSupportedException)
        {
            return new MailOutcome("The mail server offers no encryption that can be trusted.");
        }
        catch (Exception broken) when (broken is SocketException or IOException or ProtocolException or ServiceNotAuthenticatedException or TimeoutException)
        {
            return new MailOutcome("The mail server could not be reached, broke off, or wants a user.");
        }
    }

    private async Task<MailOutcome> Hand(MimeMessage message, string host, CancellationToken cancel)
    {
        using var client = new SmtpClient { LocalDomain = settings.Domain, Timeout = (int)settings.Patience.TotalMilliseconds };
        await client.ConnectAsync(host, settings.Port, settings.Security, cancel);
        if (settings.User is { } user) await client.AuthenticateAsync(user, settings.Password, cancel);
        await client.SendAsync(message, cancel);
        await Leave(client, cancel);
        return new MailOutcome(Failure: null);
    }

    /// <summary>The server has taken the e-mail: how it says goodbye changes nothing.</summary>
    private static async Task Leave(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
            // The socket is closed with the client.
        }
    }

    private MimeMessage Message(OutgoingMail mail, MailboxAddress to)
    {
        var message = new MimeMessage
        {
            MessageId = $"{mail.Id}@{settings.Domain}",
            Date = mail.At,
            Subject = mail.Subject,
            Body = new MultipartAlternative { Part(TextFormat.Plain, mail.Text), Part(TextFormat.Html, mail.Html) },
        };
        message.From.Add(new MailboxAddress(mail.From, settings.From));
        message.To.Add(to);
        message.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        // No machine shall answer that it is on holiday.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private static TextPart Part(TextFormat format, string text)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(System.Text.Encoding.UTF8, text);
        return part;
    }
}

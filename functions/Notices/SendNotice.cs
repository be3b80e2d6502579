using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Notices;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Notices;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Web;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Notices;

/// <summary>Sends a notice by e-mail, and tries again by its own schedule where the server does not take it now.</summary>
public sealed class SendNotice(NoticeStore notices, NoticeDesk desk, BuyerStore buyers, MailPost post, MailSettings settings, TimeProvider clock)
{
    /// <remarks>
    /// A crash after the server took it, and before that is written, sends it again under the same Message-ID. A crash after a failure was
    /// written, and before the next try is on the queue, leaves this message, which tries again sooner.
    /// </remarks>
    [Function("SendNotice"), Allow(Permission.Host)]
    public async Task Run([QueueTrigger(QueueNames.Notices)] string message, CancellationToken cancel)
    {
        var at = AgriTraceJson.Read<WaitingNotice>(message);
        if (await notices.Find(at.Coop, at.Id, cancel) is not { Mail: { State: MailState.Waiting } mail } entry) return;
        if (await buyers.Load(at.Coop, entry.Notice.Order, cancel) is not { Email: { } address } buyer)
        {
            // Erased since.
            await notices.Record(at.Coop, at.Id, new NoticeMail(MailState.None), cancel);
            return;
        }

        var after = After(mail, await post.Send(MailOf(await desk.Show(entry, buyer, cancel), address), cancel));
        await notices.Record(at.Coop, at.Id, after, cancel);
        if (after.State == MailState.Waiting) await notices.Send(at, settings.Pauses[after.Attempts - 1], cancel);
    }

    private NoticeMail After(NoticeMail mail, MailOutcome outcome)
    {
        if (outcome.Failure is null) return mail with { State = MailState.Sent, Cause = null, At = clock.GetUtcNow() };
        return outcome.IsFinal || mail.Attempts >= settings.Pauses.Count
            ? new NoticeMail(MailState.Failed, mail.Attempts + 1, outcome.Failure, clock.GetUtcNow())
            : new NoticeMail(MailState.Waiting, mail.Attempts + 1, outcome.Failure);
    }

    private static OutgoingMail MailOf(ShownNotice shown, string address)
    {
        var (notice, words) = (shown.Entry.Notice, shown.ForMail);
        return new OutgoingMail(notice.Id, notice.At, shown.From.Name, address, words.Subject, words.Message, words.Html, shown.Language.Code());
    }
}

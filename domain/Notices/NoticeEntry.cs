namespace AgriTrace.Domain.Notices;

/// <summary>How the e-mail of a notice goes.</summary>
public enum MailState
{
    /// <summary>None is sent: the buyer gave no address, or was erased, or this place sends none.</summary>
    None,

    Waiting,

    Sent,

    /// <summary>Given up.</summary>
    Failed,
}

/// <param name="Attempts">How often it was tried in vain.</param>
/// <param name="Cause">Why it was not sent, in words of ours; null where nothing went wrong.</param>
/// <param name="At">When it was sent or given up.</param>
public sealed record NoticeMail(MailState State, int Attempts = 0, string? Cause = null, DateTimeOffset? At = null);

/// <summary>A notice, and how far it has come.</summary>
/// <param name="SentAt">When somebody said that they had sent it by hand.</param>
/// <param name="SentBy">Who.</param>
public sealed record NoticeEntry(Notice Notice, NoticeMail Mail, DateTimeOffset? SentAt = null, string? SentBy = null)
{
    /// <summary>Whether the buyer was told, by e-mail or by hand.</summary>
    public bool IsDone => SentAt is not null || Mail.State == MailState.Sent;
}

/// <summary>Every expected failure of notices.</summary>
public static class NoticeErrors
{
    public static readonly Error NoSuchNotice = Error.NotFound("no-such-notice", "The cooperative has no notice of that id.");
}

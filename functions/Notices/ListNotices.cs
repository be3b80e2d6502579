using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Notices;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Notices;
using AgriTrace.Web.Notices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Notices;

/// <param name="Message">For Zalo: several lines.</param>
/// <param name="Sms">In the 7-bit alphabet of GSM.</param>
/// <param name="SmsParts">How many messages that is.</param>
public sealed record NoticeTextBody(string Message, string Sms, int SmsParts)
{
    internal static NoticeTextBody Of(NoticeWords words) => new(words.Message, words.Sms, words.SmsParts);
}

/// <summary>A notice as the staff sees it.</summary>
/// <param name="Name">Of the buyer; absent where they were erased, as the phone.</param>
/// <param name="Language">Of the buyer.</param>
/// <param name="MailCause">Why the e-mail was not sent; absent where nothing went wrong.</param>
public sealed record NoticeBody(
    string Id, NoticeKind Kind, DateTimeOffset At, string Order, string Code, string? Name, string? Phone, string Language, NoticeTextBody Vi, NoticeTextBody En,
    MailState Mail, string? MailCause, DateTimeOffset? SentAt, string? SentBy)
{
    public static NoticeBody Of(ShownNotice shown)
    {
        var (notice, entry) = (shown.Entry.Notice, shown.Entry);
        return new(
            notice.Id, notice.Kind, notice.At, notice.Order, notice.Code, shown.Buyer?.Name, shown.Buyer?.Phone, notice.Language,
            NoticeTextBody.Of(shown.In(Web.Language.Vietnamese)), NoticeTextBody.Of(shown.In(Web.Language.English)), entry.Mail.State, entry.Mail.Cause, entry.SentAt, entry.SentBy);
    }
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record NoticePageBody(IReadOnlyList<NoticeBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <param name="Done">Null for all.</param>
internal sealed record NoticeQuery(bool? Done, string? After)
{
    public static Result<NoticeQuery> Of(Call call)
    {
        var after = call.Query("after");
        if (after is not null && !TimedId.IsOne(after)) return CursorErrors.Unknown;
        return call.Query("state") switch
        {
            null => new NoticeQuery(null, after),
            "open" => new NoticeQuery(false, after),
            "done" => new NoticeQuery(true, after),
            _ => ParameterErrors.Unreadable(new FieldFault("state", "must be open or done.")),
        };
    }
}

/// <summary>What buyers are to be told, for programs.</summary>
public sealed class ListNotices(Gate<ListNotices> gate, NoticeDesk desk)
{
    [Function("ListNotices"), Allow(Permission.ReadBuyers, Audited = true)]
    [Describe("Lists what buyers are told of their orders, the newest first, with ready texts for Zalo and SMS.", Response = typeof(NoticePageBody), Query = ["state", "after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/notices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!NoticeQuery.Of(call).Try(out var query, out var error)) return error;
            var page = await desk.Page(call.Coop, query.Done, query.After, cancel);
            return Reply.Ok(new NoticePageBody([.. page.Items.Select(NoticeBody.Of)], page.Next));
        }, cancel);
}

/// <param name="SentBy">Who said so first.</param>
public sealed record SentNoticeBody(string Id, DateTimeOffset SentAt, string SentBy);

/// <summary>Somebody sent a notice by hand. Twice is the same as once.</summary>
public sealed class MarkNoticeSent(Gate<MarkNoticeSent> gate, NoticeStore notices, TimeProvider clock)
{
    [Function("MarkNoticeSent"), Allow(Permission.ReadBuyers)]
    [Describe("Says that a notice was sent by hand. Who said so first stays.", Response = typeof(SentNoticeBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/notices/{notice}/sent")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!TimedId.IsOne(call.Route("notice"))) return NoticeErrors.NoSuchNotice;
            var marked = await notices.MarkSent(call.Coop, call.Route("notice"), call.Caller.Name, clock.GetUtcNow(), cancel);
            return marked.Map(entry => Reply.Ok(new SentNoticeBody(entry.Notice.Id, entry.SentAt!.Value, entry.SentBy!)));
        }, cancel);
}

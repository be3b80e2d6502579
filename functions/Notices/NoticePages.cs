using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Notices;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Identity.Pages;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Notices;
using AgriTrace.Web;
using AgriTrace.Web.Notices;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Notices;

/// <summary>What buyers are to be told, for the staff with a phone in hand; without a choice what is still to be sent.</summary>
public sealed class NoticesPage(Gate<NoticesPage> gate, PersonalPages personal, NoticeDesk desk, CoopStore coops)
{
    [Function("NoticesPage"), Allow(Permission.ReadBuyers, Browser = true, Audited = true)]
    [Describe("What buyers are to be told of their orders, with texts to copy.", Produces = ["text/html"], Query = ["state", "after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/notices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Reader(call, cancel)).Try(out var reader, out var error) || !NoticeQuery.Of(call).Try(out var query, out error)) return error;
            return await Show(call, reader, query.Done ?? false, query.After, cancel);
        }, cancel);

    private async Task<Result<Reply>> Show(Call call, Reader reader, bool done, string? after, CancellationToken cancel)
    {
        var page = await desk.Page(reader.Coop.Id, done, after, cancel);
        var names = done ? new Views(await coops.Members(reader.Coop.Id, cancel)) : new Views([]);
        return (await personal.Show(call, new NoticesView(
            NoticesView.PathOf(done, after), PersonalPages.SealOf(call), reader.Coop.Name, done, [.. page.Items.Select(shown => LineOf(shown, names))], page.Next))).With("Cache-Control", "no-store");
    }

    private static NoticeLine LineOf(ShownNotice shown, Views names) => new(
        shown.Entry, shown.Buyer, shown.In(shown.Language), shown.In(shown.Language.Other()), shown.Entry.SentBy is { } by ? names.NameOf(by) : null);
}

/// <summary>The button beside a notice.</summary>
public sealed class SentNoticeForm(Gate<SentNoticeForm> gate, NoticeStore notices, TimeProvider clock)
{
    [Function("SentNoticeForm"), Allow(Permission.ReadBuyers, Browser = true)]
    [Describe("Says that a notice was sent by hand.", Consumes = "application/x-www-form-urlencoded", Status = 303, Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/notices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
            if (!TimedId.IsOne(call.Form["notice"])) return NoticeErrors.NoSuchNotice;
            AuditRide.About($"notices/{call.Form["notice"]}");
            var marked = await notices.MarkSent(coop, call.Form["notice"], call.Caller.Name, clock.GetUtcNow(), cancel);
            return marked.Map(_ => PersonalPages.Next(call, BackOf(call.Form["back"])));
        }, cancel);

    /// <summary>The list that the form stood on, and nothing else.</summary>
    private static string BackOf(string path) =>
        path.StartsWith(NoticesView.List + "?", StringComparison.Ordinal) && SitePath.IsOne(path) ? path : NoticesView.List;
}

using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Notices;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Notices;
using AgriTrace.Infra.Privacy;
using AgriTrace.Web;
using AgriTrace.Web.Notices;

namespace AgriTrace.Functions.Notices;

/// <summary>A notice with whoever it is for.</summary>
/// <param name="Buyer">Null where they were erased.</param>
public sealed record ShownNotice(NoticeEntry Entry, Buyer? Buyer, Cooperative From, Uri Site)
{
    public Language Language => Languages.Parse(Entry.Notice.Language);

    public NoticeWords In(Language language) => NoticeWords.Of(Entry.Notice, From, Buyer?.Name, Site, PathOf(Entry.Notice), language);

    /// <summary>For e-mail, which leaves by our domain: without the name, as a stranger may have typed it and somebody else's address.</summary>
    public NoticeWords ForMail => NoticeWords.Of(Entry.Notice, From, name: null, Site, PathOf(Entry.Notice), Language);

    /// <summary>The order's private page.</summary>
    private static string PathOf(Notice notice) => $"/orders/{notice.Order}?coop={notice.Coop}&token={Uri.EscapeDataString(notice.Token)}";
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ShownNotices(IReadOnlyList<ShownNotice> Items, string? Next);

/// <summary>Puts notices together with the buyers and the words, which are kept apart.</summary>
public sealed class NoticeDesk(NoticeStore notices, BuyerStore buyers, CoopStore coops, SiteSettings site)
{
    /// <summary>Each order is a read of its buyer.</summary>
    private const int PageSize = 20;

    /// <summary>A page of the list; says in the audit log whose buyers were shown.</summary>
    /// <param name="done">Null for all.</param>
    internal async Task<ShownNotices> Page(string coop, bool? done, string? after, CancellationToken cancel)
    {
        var page = await notices.Page(coop, done, after, PageSize, cancel);
        if (page.Items.Count == 0) return new ShownNotices([], page.Next);
        var from = await From(coop, cancel);
        var known = (await Task.WhenAll(page.Items.Select(entry => entry.Notice.Order).Distinct().Select(async order => (order, buyer: await buyers.Load(coop, order, cancel))))).ToDictionary(one => one.order, one => one.buyer);
        AuditRide.About($"buyers of {string.Join(' ', page.Items.Select(entry => entry.Notice.Code).Distinct())}");
        return new ShownNotices([.. page.Items.Select(entry => new ShownNotice(entry, known[entry.Notice.Order], from, site.PublicUrl))], page.Next);
    }

    internal async Task<ShownNotice> Show(NoticeEntry entry, Buyer? buyer, CancellationToken cancel) => new(entry, buyer, await From(entry.Notice.Coop, cancel), site.PublicUrl);

    private async Task<Cooperative> From(string coop, CancellationToken cancel) =>
        await coops.Cooperative(coop, cancel) ?? throw new InvalidOperationException($"The cooperative {coop} has orders, and is not there.");
}

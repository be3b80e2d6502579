using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>Who looks at a page, and the cooperative that they look from.</summary>
internal sealed record Reader(Member Member, Cooperative Coop)
{
    public Role Role => Member.Role;
}

/// <summary>What the pages of sign-in and of people have in common.</summary>
public sealed class PersonalPages(Http.Pages pages, CoopStore coops)
{
    /// <summary>The person who calls: a helper themself, also where they act for a farmer.</summary>
    internal async Task<Result<Reader>> Reader(Call call, CancellationToken cancel)
    {
        if (call.Caller is not { Coop: { } coop, Member: not null }) return IdentityErrors.NoToken;
        var (house, member) = (coops.Cooperative(coop, cancel), coops.Member(coop, call.Caller.Name, cancel));
        await Task.WhenAll(house, member);
        if (await house is not { } known) return CooperativeErrors.NoSuchCooperative(coop);
        return await member is { } reader ? new Reader(reader, known) : CooperativeErrors.NoSuchMember(call.Caller.Name);
    }

    /// <summary>The member of the route, in the cooperative of the reader.</summary>
    internal async Task<Result<(Reader Reader, Member Member)>> Person(Call call, CancellationToken cancel)
    {
        if (!(await Reader(call, cancel)).Try(out var reader, out var error) || !call.Id("member").Try(out var id, out error)) return error;
        return await coops.Member(reader.Coop.Id, id, cancel) is { } member ? (reader, member) : CooperativeErrors.NoSuchMember(id);
    }

    internal static FormSeal SealOf(Call call) => new(FormToken.Field, FormToken.Of(call.Request));

    /// <summary>Addresses of these pages tell who somebody is, or a code: they do not travel on with a link.</summary>
    internal async Task<Reply> Show(Call call, PageView view, int status = StatusCodes.Status200OK) =>
        (await pages.Show(call.Request, view, status)).With("Referrer-Policy", "no-referrer");

    /// <summary>On to another page after a form, in the same language.</summary>
    internal static Reply Next(Call call, string path) => Reply.SeeOther(Http.Pages.LanguageOf(call.Request).Link(path)).With("Referrer-Policy", "no-referrer");
}

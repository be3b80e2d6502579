using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>A list of people that is searched by name.</summary>
internal sealed record PeopleList(string Path, string Query)
{
    /// <summary>Keeps the page light on a bad line; the rest is found by name.</summary>
    private const int PerPage = 100;

    private const int MaxQuery = 60;

    public static Result<PeopleList> Of(Call call, string path)
    {
        var faults = new List<FieldFault>();
        var query = string.IsNullOrWhiteSpace(call.Query("q")) ? string.Empty : PlainText.Read("q", call.Query("q")!, MaxQuery, faults);
        return FieldErrors.Or(new PeopleList(path, query), faults);
    }

    public PeopleView Show(Call call, Text heading, Reader reader, IEnumerable<Member> members, Func<Member, PersonLine> line, Func<Member, bool>? first = null)
    {
        var found = members.Where(member => PersonName.Fits(member.Name, Query)).OrderByDescending(member => first?.Invoke(member)).ThenBy(member => PersonName.SortKey(member.Name), StringComparer.Ordinal).ToArray();
        return new PeopleView(
            Query.Length == 0 ? Path : $"{Path}?q={Uri.EscapeDataString(Query)}", PersonalPages.SealOf(call), Path, heading, reader.Coop.Name, Query,
            [.. found.Take(PerPage).Select(line)], Math.Max(0, found.Length - PerPage));
    }
}

/// <summary>The people of a cooperative, for whoever makes their cards; a helper sees farmers only.</summary>
public sealed class PeoplePage(Gate<PeoplePage> gate, PersonalPages personal, CoopStore coops, SignInStore store, TimeProvider clock)
{
    [Function("PeoplePage"), Allow(Permission.EnrolDevices, Browser = true)]
    [Describe("The people of the cooperative.", Produces = ["text/html"], Query = ["q"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await personal.Reader(call, cancel)).Then(reader => Show(call, reader, cancel)), cancel);

    private async Task<Result<Reply>> Show(Call call, Reader reader, CancellationToken cancel)
    {
        if (!PeopleList.Of(call, "/me/people").Try(out var list, out var error)) return error;
        var (coop, isHelper) = (reader.Coop.Id, reader.Role == Role.Helper);
        var (members, devices, consents) = (
            coops.Members(coop, cancel), store.Devices(coop, cancel),
            isHelper ? store.ConsentsFor(coop, reader.Member.Id, cancel) : Task.FromResult<IReadOnlyList<Consent>>([]));
        await Task.WhenAll(members, devices, consents);

        var now = clock.GetUtcNow();
        var equipped = (await devices).Where(device => device.IsAlive(now)).SelectMany(device => device.Members).Select(known => known.Member).ToHashSet();
        var consented = (await consents).Where(consent => consent.IsLive).Select(consent => consent.Member).ToHashSet();
        return await personal.Show(call, list.Show(
            call, isHelper ? IdentityTexts.Me.PeopleOfHelper : IdentityTexts.People.Heading, reader, (await members).Where(member => !isHelper || member.Role == Role.Farmer),
            member => new PersonLine(
                $"/me/people/{member.Id}", member.Name, member.Role, equipped.Contains(member.Id), isHelper ? consented.Contains(member.Id) : null),
            first: member => consented.Contains(member.Id)));
    }
}

/// <summary>Asks whose harvest it is, of staff who record any; a farmer's is their own.</summary>
public sealed class ChooseGrower(Gate<ChooseGrower> gate, PersonalPages personal, CoopStore coops)
{
    [Function("ChooseGrower"), Allow(Permission.RecordProduction, Browser = true)]
    [Describe("Asks whose harvest is to be recorded.", Produces = ["text/html"], Query = ["q"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/harvest")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Reader(call, cancel)).Try(out var reader, out var error)) return error;
            if (!PeopleList.Of(call, "/me/harvest").Try(out var list, out error)) return error;
            if (reader.Role == Role.Farmer) return PersonalPages.Next(call, $"/me/people/{reader.Member.Id}/harvest");
            var farmers = (await coops.Members(reader.Coop.Id, cancel)).Where(member => member.Role == Role.Farmer);
            return await personal.Show(call, list.Show(
                call, IdentityTexts.Harvest.Whose, reader, farmers, member => new PersonLine($"/me/people/{member.Id}/harvest", member.Name, member.Role)));
        }, cancel);
}

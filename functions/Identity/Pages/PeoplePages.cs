using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>The people of a cooperative, for whoever makes their cards; a helper sees farmers only.</summary>
public sealed class PeoplePage(Gate<PeoplePage> gate, PersonalPages personal, CoopStore coops, SignInStore store, TimeProvider clock)
{
    /// <summary>Keeps the page light on a bad line; the rest is found by name.</summary>
    private const int PerPage = 100;

    private const int MaxQuery = 60;

    [Function("PeoplePage"), Allow(Permission.EnrolDevices, Browser = true)]
    [Describe("The people of the cooperative.", Produces = ["text/html"], Query = ["q"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async call => await (await personal.Reader(call, cancel)).Then(reader => Show(call, reader, cancel)), cancel);

    private async Task<Result<Reply>> Show(Call call, Reader reader, CancellationToken cancel)
    {
        var faults = new List<FieldFault>();
        var query = PlainText.ReadOptional("q", string.IsNullOrWhiteSpace(call.Query("q")) ? null : call.Query("q"), MaxQuery, faults) ?? string.Empty;
        if (faults.Count > 0) return FieldErrors.Invalid(faults);

        var isHelper = reader.Role == Role.Helper;
        var (members, devices, consents) = (
            coops.Members(reader.Coop.Id, cancel), store.Devices(reader.Coop.Id, cancel),
            isHelper ? store.ConsentsFor(reader.Coop.Id, reader.Member.Id, cancel) : Task.FromResult<IReadOnlyList<Consent>>([]));
        await Task.WhenAll(members, devices, consents);

        var now = clock.GetUtcNow();
        var equipped = (await devices).Where(device => device.IsAlive(now)).SelectMany(device => device.Members).Select(known => known.Member).ToHashSet(StringComparer.Ordinal);
        var consented = (await consents).Where(consent => consent.IsLive).Select(consent => consent.Member).ToHashSet(StringComparer.Ordinal);
        Member[] found =
        [
            .. (await members).Where(member => (!isHelper || member.Role == Role.Farmer) && PersonName.Fits(member.Name, query))
                .OrderBy(member => PersonName.SortKey(member.Name), StringComparer.Ordinal),
        ];
        var lines = found.Take(PerPage).Select(member => new PersonLine(
            member.Id, member.Name, member.Role, equipped.Contains(member.Id), isHelper ? consented.Contains(member.Id) : null));
        return await personal.Show(call, new PeopleView(
            query.Length == 0 ? "/me/people" : $"/me/people?q={Uri.EscapeDataString(query)}",
            PersonalPages.SealOf(call), reader.Coop.Name, query, [.. lines], Math.Max(0, found.Length - PerPage)));
    }
}

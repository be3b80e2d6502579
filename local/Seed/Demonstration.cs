using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;

namespace AgriTrace.Local.Seed;

/// <summary>A cooperative that looks alive, for a first look: made over HTTP, as people would, and only where it is not there yet.</summary>
/// <remarks>Every call has a key of its own, so that a seed that was cut off is finished by the next start, on whatever day.</remarks>
public sealed class Demonstration(Uri baseUrl, Tokens tokens, TimeProvider clock) : IDisposable
{
    private const string Coop = DemonstrationData.Coop;
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan VietNam = TimeSpan.FromHours(7);

    private readonly HttpClient http = new() { BaseAddress = baseUrl };

    /// <returns>True when it was made now; false when it was there.</returns>
    /// <exception cref="HttpRequestException">A route refused what the seed sends; the message holds its problem.</exception>
    public async Task<bool> Plant(CancellationToken cancel)
    {
        if (await IsThere(cancel)) return false;
        await Send(HttpMethod.Put, $"/api/coops/{Coop}", DemonstrationData.Cooperative, Role.Operator, key: null, cancel);
        foreach (var (path, body) in DemonstrationData.MasterData) await Send(HttpMethod.Put, $"/api/coops/{Coop}/{path}", body, Role.Admin, key: null, cancel);
        await AgreeToAccounts(cancel);
        foreach (var harvest in DemonstrationData.Harvests) await Grow(harvest, cancel);
        foreach (var (key, listing) in DemonstrationData.Listings) await Send(HttpMethod.Post, $"/api/coops/{Coop}/listings", listing, Role.Admin, key, cancel);
        return true;
    }

    /// <summary>A sign-in card of the cooperative's admin, as its QR code would say it: opens a browser, once, within 15 minutes.</summary>
    /// <exception cref="HttpRequestException">The route refused.</exception>
    public async Task<Uri> AdminCard(CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Post, $"/api/coops/{Coop}/admins", Role.Operator);
        request.Content = JsonContent.Create(DemonstrationData.Admin);
        using var answer = await http.SendAsync(request, cancel);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Card>(cancel))!.Url;
    }

    public void Dispose() => http.Dispose();

    /// <summary>The last thing that is planted tells whether all of it stands.</summary>
    private async Task<bool> IsThere(CancellationToken cancel)
    {
        using var answer = await http.GetAsync($"/api/listings?coop={Coop}", cancel);
        return answer.StatusCode == HttpStatusCode.OK
            && (await answer.Content.ReadFromJsonAsync<Offers>(cancel))?.Items.Count >= DemonstrationData.Listings.Count;
    }

    /// <summary>An account is in force once a second person agrees: here the accountant, to what the operator and the admin have asked for.</summary>
    private async Task AgreeToAccounts(CancellationToken cancel)
    {
        using var request = Request(HttpMethod.Get, $"/api/coops/{Coop}/bank-changes", Role.Accountant, DemonstrationData.Accountant);
        using var answer = await http.SendAsync(request, cancel);
        var waiting = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<BankChanges>(cancel);
        foreach (var change in waiting!.Items)
            await Send(HttpMethod.Post, $"/api/coops/{Coop}/bank-changes/{change.Id}/approve", new { }, Role.Accountant, key: null, cancel, DemonstrationData.Accountant);
    }

    private async Task Grow(Harvest harvest, CancellationToken cancel)
    {
        var harvested = Moment(harvest.DaysAgo, harvest.Hour);
        await Send(HttpMethod.Post, $"/api/coops/{Coop}/lots", new
        {
            gtin = harvest.Gtin,
            lot = harvest.Lot,
            plot = harvest.Plot,
            member = harvest.Member,
            quantity = new { value = harvest.Kilograms, unit = "KGM" },
            harvestedAt = harvested,
        }, Role.Admin, $"seed-{harvest.Lot}", cancel);

        (string Type, string Place, double After)[] stages = [("receive", "nha-dong-goi", 1.5), ("pack", "nha-dong-goi", 4), ("ship", "nha-dong-goi", 22), ("receive", "cua-hang-ninh-kieu", 25)];
        foreach (var (type, place, after) in stages.Take(harvest.Stages))
            await Send(HttpMethod.Post, $"/api/coops/{Coop}/events", new
            {
                type,
                at = harvested.AddHours(after),
                place,
                gtin = harvest.Gtin,
                lot = harvest.Lot,
                quantity = new { value = harvest.Kilograms, unit = "KGM" },
            }, Role.Packer, $"seed-{harvest.Lot}-{type}-{place}", cancel);
    }

    /// <summary>A time of day in Viet Nam, some days before now, in whole minutes.</summary>
    private DateTimeOffset Moment(int daysAgo, double hour)
    {
        var today = clock.GetUtcNow().ToOffset(VietNam);
        return new DateTimeOffset(today.Date, VietNam).AddDays(-daysAgo).AddMinutes(Math.Round(hour * 60));
    }

    private async Task Send(HttpMethod method, string path, object body, Role role, string? key, CancellationToken cancel, string? member = null)
    {
        using var request = Request(method, path, role, member);
        request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request, cancel);
        // A seed that was cut off on another day tells other times for what it has made already; that stays as it is.
        if (answer.IsSuccessStatusCode || (key is not null && answer.StatusCode == HttpStatusCode.Conflict)) return;
        var problem = await answer.Content.ReadAsStringAsync(cancel);
        throw new HttpRequestException($"{method} {path}: {answer.StatusCode} {problem}");
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Role role, string? member = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Issue(new Caller(role, role == Role.Operator ? null : Coop, member), TokenLife).Value);
        return request;
    }

    private sealed record BankChanges(IReadOnlyList<BankChange> Items);

    private sealed record BankChange(Guid Id);

    private sealed record Card(Uri Url);

    private sealed record Offers(IReadOnlyList<object> Items);
}

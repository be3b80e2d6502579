using AgriTrace.Functions.Traceability.Queries;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Queries;

/// <summary>A host of their own for tests in which receivers on this machine are called and hours pass.</summary>
public sealed class SubscriptionHosts : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();

    public string Storage => azurite.ConnectionString;

    public ValueTask InitializeAsync() => azurite.InitializeAsync();

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    public Task<TestHost> Start(ShiftedClock clock) => TestHost.Start(azurite.ConnectionString, change: options => options with
    {
        Settings = new Dictionary<string, string?>(options.Settings) { ["AgriTrace:Http:AllowLoopback"] = "true" },
        Services = options.Services + (services => services.AddSingleton<TimeProvider>(clock)),
    });
}

/// <summary>What tests of subscriptions do.</summary>
internal static class SubscriptionWords
{
    private const string Context = """["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}]""";

    /// <summary>Captures events with these notes, and tells that they can be found.</summary>
    public static async Task Capture(this Given given, CancellationToken cancel, params IEnumerable<string> notes)
    {
        await given.CaptureQuietly(cancel, notes);
        await given.Host.Services.GetRequiredService<StreamNotices>().Captured(given.Coop, cancel);
    }

    /// <summary>As if whoever captured had died before telling of it.</summary>
    public static async Task CaptureQuietly(this Given given, CancellationToken cancel, params IEnumerable<string> notes)
    {
        var document = $$"""{"@context":{{Context}},"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-02T00:00:00Z","epcisBody":{"eventList":[{{string.Join(',', notes.Select(Event))}}] } }""";
        var job = await given.Admin.Post("/epcis/capture", document, cancel).Json(202);
        // Of a large document the work goes on behind the answer; what is recorded next must not overtake it.
        if (job["running"]!.GetValue<bool>())
            await Eventually.Holds(async () => !(await given.Admin.GetAsync($"/epcis/capture/{job.Text("captureID")}", cancel).Json(200))["running"]!.GetValue<bool>(), "all is captured", cancel);
    }

    /// <summary>A query for observations, and its name.</summary>
    public static async Task<string> Query(this Given given, CancellationToken cancel, string name = "observed")
    {
        await given.Admin.Post("/epcis/queries", new { name, query = new { eventType = new[] { "ObjectEvent" }, EQ_action = new[] { "OBSERVE" } } }, cancel).Json(201);
        return $"/epcis/queries/{name}";
    }

    /// <returns>The path of the subscription.</returns>
    public static async Task<string> Subscribe(this Given given, string query, object body, CancellationToken cancel)
    {
        using var answer = await given.Admin.Post(query + "/subscriptions", body, cancel);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync(cancel));
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Runs the timer that finds what is due.</summary>
    public static Task Sweep(this TestHost host, CancellationToken cancel) =>
        ActivatorUtilities.CreateInstance<SweepSubscriptions>(host.Services).Run(new TimerInfo(), cancel);

    private static string Event(string note) =>
        $$"""{"type":"ObjectEvent","eventTime":"2026-01-01T06:30:00+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping","epcList":["https://id.gs1.org/01/09521141012345/21/{{note}}"],"farm:note":"{{note}}"}""";
}

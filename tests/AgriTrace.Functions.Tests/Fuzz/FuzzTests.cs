using AgriTrace.Local.Doubles;
using AgriTrace.Testing.Fuzz;

namespace AgriTrace.Functions.Tests.Fuzz;

/// <summary>A host and an emulator of its own: what is sent there is nothing that other tests should meet. <c>./dev bench fuzz</c> sends more.</summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private const int Seed = 20261122, Requests = 3_000;
    private readonly PrivateAzurite azurite = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => azurite.InitializeAsync();

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    [Fact]
    public async Task Whatever_is_sent_gets_an_answer_that_blames_the_right_side_and_tells_no_secret()
    {
        await using var stripe = await StripeDouble.Start(new StripeDoubleOptions(), Cancel);
        await using var host = await TestHost.Start(azurite.ConnectionString, change: options => options with { Settings = stripe.SettingsOver(options.Settings) });

        var report = await Fuzzer.Run(
            host.BaseUrl, (role, coop, member) => host.As(role, coop, member).DefaultRequestHeaders.Authorization!.Parameter!, Seed, Requests, Cancel);

        report.Findings.ShouldBeEmpty(string.Join("\n\n", report.Findings) + string.Join('\n', host.Logs.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Take(10)));
        report.Statuses.Keys.ShouldContain(201, "some of it is good");
        report.Statuses.Keys.ShouldContain(400);
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>An Azurite of their own for hosts whose identity settings differ from the house's.</summary>
public sealed class IdentityHosts : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();

    public ValueTask InitializeAsync() => azurite.InitializeAsync();

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    /// <param name="settings">Over those of the sample; the last of a name counts.</param>
    public Task<TestHost> Start(params (string Name, string? Value)[] settings) => Start(TimeProvider.System, settings);

    public Task<TestHost> Start(TimeProvider clock, params (string Name, string? Value)[] settings) =>
        TestHost.Start(azurite.ConnectionString, typeof(House).Assembly, options => options with
        {
            Settings = settings.Aggregate(options.Settings, (known, setting) => new Dictionary<string, string?>(known) { [setting.Name] = setting.Value }),
            Services = options.Services + (services => services.AddSingleton(clock)),
        });
}

using AgriTrace.Infra.Identity;
using AgriTrace.Local.Seed;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(AgriTrace.Web.Tests.InBrowser.SeededHost))]
[assembly: AssemblyFixture(typeof(Browser))]

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>A host with the demonstration in it, as a newcomer sees it after <c>./dev run</c>.</summary>
public sealed class SeededHost() : SharedHost
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var demonstration = new Demonstration(Host.BaseUrl, Host.Services.GetRequiredService<Tokens>(), TimeProvider.System);
        await demonstration.Plant(CancellationToken.None);
    }
}

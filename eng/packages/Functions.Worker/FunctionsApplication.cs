using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The entry of an isolated worker. This build has no Functions host: <see cref="IHost.StartAsync"/> says where to go instead.</summary>
public static class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(Host.CreateApplicationBuilder(args));
}

/// <summary>A host builder for functions; an <see cref="IHostApplicationBuilder"/> like the real one.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    private readonly HostApplicationBuilder inner;

    internal FunctionsApplicationBuilder(HostApplicationBuilder inner) => this.inner = inner;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)inner).Properties;

    public IConfigurationManager Configuration => inner.Configuration;

    public IHostEnvironment Environment => inner.Environment;

    public ILoggingBuilder Logging => inner.Logging;

    public IMetricsBuilder Metrics => inner.Metrics;

    public IServiceCollection Services => inner.Services;

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => inner.ConfigureContainer(factory, configure);

    public IHost Build()
    {
        inner.Services.AddHostedService<NoFunctionsHost>();
        return inner.Build();
    }

    private sealed class NoFunctionsHost : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new PlatformNotSupportedException(
            "This build has no Functions host, because the Functions worker packages could not be restored. Start the embedded host: ./dev run");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>ASP.NET Core integration of the worker.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}

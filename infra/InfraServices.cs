using AgriTrace.Infra.Catalogue;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgriTrace.Infra;

public static class InfraServices
{
    /// <summary>Registers stores and adapters. What is registered before (a clock, storage settings of a test) stays.</summary>
    /// <exception cref="InvalidOperationException">A setting that nothing can run without is missing.</exception>
    public static IServiceCollection AddAgriTraceInfra(this IServiceCollection services, IConfiguration settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new StorageSettings(
            settings["AzureWebJobsStorage"]
            ?? throw new InvalidOperationException("The setting AzureWebJobsStorage is missing: it holds the storage connection string.")));
        services.TryAddSingleton(new TokenSettings(
            settings["AgriTrace:Identity:LocalKey"],
            Development: settings["AZURE_FUNCTIONS_ENVIRONMENT"] == "Development"));

        services.TryAddSingleton(new SiteSettings(new Uri(settings["AgriTrace:PublicUrl"] ?? "http://localhost:7071")));

        services.AddSingleton<StorageAccount>();
        services.AddSingleton<Outbox>();
        services.AddHostedService<StorageSetup>();
        services.AddSingleton<Tokens>();
        services.AddSingleton<CoopStore>();
        services.AddSingleton<GtinGrants>();
        services.AddSingleton<TradeStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<Outboxes>();
        services.AddSingleton<PlatformStatus>();
        services.AddSingleton<StorageCheck>();
        return services;
    }
}

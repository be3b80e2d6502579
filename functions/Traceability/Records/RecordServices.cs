using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Traceability.Records;

internal static class RecordServices
{
    /// <summary>What records events, a class for each kind.</summary>
    public static void AddEventRecords(this IServiceCollection services)
    {
        services.AddSingleton<KnownPlaces>();
        services.AddSingleton<FieldWorkRecorder>();
        services.AddSingleton<ObservationRecorder>();
        services.AddSingleton<StockRecorder>();
        services.AddSingleton<MakingRecorder>();
        services.AddSingleton<UnitRecorder>();
        services.AddSingleton<EventRecords>();
        services.AddSingleton<EventImport>();
    }
}

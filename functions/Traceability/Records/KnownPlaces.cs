using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Cooperatives;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Finds what records name, and says which of it is not there.</summary>
public sealed class KnownPlaces(CoopStore coops)
{
    /// <summary>One point read, and another only where the place is not there.</summary>
    public async Task<Result<Place>> Place(string coop, string id, CancellationToken cancel) =>
        await coops.Place(coop, id, cancel) is { } place ? place : await Missing(coop, CooperativeErrors.NoSuchPlace(id), cancel);

    /// <inheritdoc cref="Place"/>
    public async Task<Result<Plot>> Plot(string coop, string id, CancellationToken cancel) =>
        await coops.Plot(coop, id, cancel) is { } plot ? plot : await Missing(coop, CooperativeErrors.NoSuchPlot(id), cancel);

    private async Task<Error> Missing(string coop, Error what, CancellationToken cancel) =>
        await coops.Cooperative(coop, cancel) is null ? CooperativeErrors.NoSuchCooperative(coop) : what;
}

using Azure.Core.Pipeline;

namespace AgriTrace.Infra.Storage;

/// <summary>How to reach storage.</summary>
/// <param name="ConnectionString">The value of <c>AzureWebJobsStorage</c>.</param>
public sealed record StorageSettings(string ConnectionString)
{
    /// <summary>Further pipeline policies, run at every try: tests count and break requests with them. Empty in production.</summary>
    public IReadOnlyList<HttpPipelinePolicy> Policies { get; init; } = [];
}

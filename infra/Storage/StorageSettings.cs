using Azure.Core;
using Azure.Core.Pipeline;

namespace AgriTrace.Infra.Storage;

/// <summary>How to reach storage.</summary>
/// <param name="ConnectionString">The value of <c>AzureWebJobsStorage</c>.</param>
public sealed record StorageSettings(string ConnectionString)
{
    /// <summary>Further pipeline policies, run at every try: tests count and break requests with them. Empty in production.</summary>
    public IReadOnlyList<HttpPipelinePolicy> Policies { get; init; } = [];

    /// <summary>A storage call that takes longer has failed; the next one may find another server.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Says what is wrong when the app starts, and calls nobody.</summary>
    /// <exception cref="InvalidOperationException">The connection string is none. The message does not hold it, for it may be half a secret.</exception>
    public StorageSettings Checked()
    {
        try
        {
            _ = new StorageAccount(this);
            return this;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new InvalidOperationException("The setting AzureWebJobsStorage is not a storage connection string.", exception);
        }
    }

    /// <summary>Gives the options of a storage client what all of ours have: reads alone are tried again, and no call waits for long.</summary>
    public T Prepare<T>(T options)
        where T : ClientOptions
    {
        options.RetryPolicy = new ReadsOnlyRetry();
        options.Retry.NetworkTimeout = CallTimeout;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.AddPolicy(new TimeoutIsFailure(), HttpPipelinePosition.PerRetry);
        foreach (var policy in Policies) options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return options;
    }
}

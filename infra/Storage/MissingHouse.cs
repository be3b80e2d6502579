using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AgriTrace.Infra.Storage;

/// <summary>Notices that a table, queue or container of the house is gone, as after storage came back empty, and tells <see cref="StorageSetup"/>.</summary>
/// <remarks>
/// Throws where a client would take a missing table for a missing row: "there is no such order" would be a lie while the table of
/// orders is gone.
/// </remarks>
internal sealed class MissingHouse : HttpPipelinePolicy
{
    /// <summary>Called at each such answer; must be quick.</summary>
    public Action Noticed { get; set; } = static () => { };

    /// <summary>How often something was gone: who remembers what storage holds forgets it when this changes.</summary>
    public int Times => times;

    private int times;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        Look(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Look(message);
    }

    private void Look(HttpMessage message)
    {
        if (message.Response.Status != 404) return;
        var failed = new RequestFailedException(message.Response);
        if (failed.ErrorCode is not ("TableNotFound" or "QueueNotFound" or "ContainerNotFound")) return;
        Interlocked.Increment(ref times);
        Noticed();
        if (failed.ErrorCode == "TableNotFound") throw failed;
    }
}

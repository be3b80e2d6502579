using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AgriTrace.Infra.Storage;

/// <summary>Turns a call that ran out of its own time into a failed request.</summary>
/// <remarks>The pipeline reports it as a cancellation, which nobody could tell from a caller that went away.</remarks>
internal sealed class TimeoutIsFailure : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var caller = message.CancellationToken;
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (OperationCanceledException late) when (!caller.IsCancellationRequested)
        {
            throw Failure(late);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var caller = message.CancellationToken;
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (OperationCanceledException late) when (!caller.IsCancellationRequested)
        {
            throw Failure(late);
        }
    }

    private static RequestFailedException Failure(OperationCanceledException late) => new(0, "Storage did not answer in time.", late);
}

using AgriTrace.Domain;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>Problem details for programs, a page for a person in a browser.</summary>
public sealed class ProblemPages(TimeProvider clock)
{
    internal Task<Reply> Of(HttpRequest request, Error error) => Task.FromResult(Problems.Of(error)).WaitAsync(TimeSpan.FromSeconds(1), clock);

    internal Task<Reply> Unexpected(HttpRequest request, string traceId) => Task.FromResult(Problems.Unexpected(traceId)).WaitAsync(TimeSpan.FromSeconds(1), clock);
}

using AgriTrace.Domain;
using AgriTrace.Web.Http;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>Problem details for programs, a page for a person in a browser.</summary>
public sealed class ProblemPages(Pages pages)
{
    internal Task<Reply> Of(HttpRequest request, Error error) => Dress(request, Problems.Of(error), traceId: null);

    internal Task<Reply> Unexpected(HttpRequest request, string traceId) => Dress(request, Problems.Unexpected(traceId), traceId);

    private async Task<Reply> Dress(HttpRequest request, Reply problem, string? traceId)
    {
        if (!Accept.PrefersHtml(request)) return problem;
        var page = await pages.Show(request, new ProblemView(request.Path, problem.Status, traceId), problem.Status);
        return problem.Headers.Aggregate(page, (reply, header) => reply.With(header.Key, header.Value));
    }
}

using AgriTrace.Domain;
using AgriTrace.Functions.Identity.Pages;
using AgriTrace.Web;
using AgriTrace.Web.Http;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>Problem details for programs, a page for a person in a browser.</summary>
public sealed class ProblemPages(Pages pages)
{
    internal Task<Reply> Of(HttpRequest request, Error error) => Dress(request, Problems.Of(request, error), traceId: null, PersonalProblems.Of(request, error));

    internal Task<Reply> Unexpected(HttpRequest request, string traceId) => Dress(request, Problems.Unexpected(request, traceId), traceId);

    private async Task<Reply> Dress(HttpRequest request, Reply problem, string? traceId, PageView? view = null)
    {
        if (!Accept.PrefersHtml(request)) return problem;
        var page = await pages.Show(request, view ?? new ProblemView(HttpMethods.IsGet(request.Method) ? request.Path : "/", problem.Status, traceId), problem.Status);
        if (view is not null) page = page.With("Referrer-Policy", "no-referrer");
        return problem.Headers.Aggregate(page, (reply, header) => reply.With(header.Key, header.Value));
    }
}

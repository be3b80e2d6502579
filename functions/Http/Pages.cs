using AgriTrace.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Http;

/// <summary>Answers with pages for people, in the language that they asked for.</summary>
public sealed class Pages(PageRenderer renderer)
{
    public async Task<Reply> Show(HttpRequest request, PageView view, int status = StatusCodes.Status200OK) =>
        Reply.Page(await renderer.Render(view, LanguageOf(request)), status)
            .With("Content-Language", LanguageOf(request).Code())
            .With("Vary", "Accept, Accept-Language");

    /// <summary>The <c>lang</c> parameter decides; without it English only for a browser that prefers it to Vietnamese.</summary>
    public static Language LanguageOf(HttpRequest request)
    {
        if (request.Query[Languages.QueryKey] is [{ Length: > 0 } chosen]) return Languages.Parse(chosen);
        return Weight(request, "en") > Weight(request, "vi") ? Language.English : Language.Vietnamese;
    }

    private static double Weight(HttpRequest request, string language) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted)
            ? wanted.Where(one => one.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase)).Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max()
            : 0;
}

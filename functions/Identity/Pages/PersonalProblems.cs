using AgriTrace.Domain;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>Refusals on the pages of sign-in and of people, in words for whoever stands there with a phone.</summary>
internal static class PersonalProblems
{
    private static readonly PathString[] Personal = ["/me", "/coops", "/documents"];

    /// <returns>Null on other pages, and where the page of the status says enough.</returns>
    public static PageView? Of(HttpRequest request, Error error)
    {
        if (!IsPersonal(request.Path)) return null;
        // What only takes a form cannot be asked for again in the other language.
        var path = HttpMethods.IsGet(request.Method) ? request.Path.Value! : "/me";
        if (error.Kind == ErrorKind.Unauthenticated) return new AskForCardView(path);
        return IdentityTexts.RefusalOf(error.Code) is { } words ? new RefusalView(path, words) : null;
    }

    /// <summary>A page that nobody sees without a session.</summary>
    private static bool IsPersonal(PathString path) =>
        path == "/sign-in" || Personal.Any(start => path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase));
}

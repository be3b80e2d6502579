using System.Net;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.QrCodes.Resolver;

/// <summary>How these tests speak of links.</summary>
internal static class ResolverWords
{
    public const string Gs1 = "https://ref.gs1.org/voc/";

    public static object Link(string type, string href, string title, string[]? hreflang = null, string? media = null, bool isDefault = false) =>
        new { linkType = "gs1:" + type, href, title, hreflang, type = media, @default = isDefault };

    public static Task<JsonNode> PutLinks(this Given given, string thing, params object[] links) =>
        given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/links/{thing}", new { links }, TestContext.Current.CancellationToken).Json(200);

    /// <summary>Where it redirects to.</summary>
    public static async Task<string> Target(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        response.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        return response.Headers.Location!.OriginalString;
    }

    public static string Header(this HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}

using System.Text;
using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes.Resolver;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>What a function answers when all went well. Made by the factory methods; written by <see cref="Gate{TFunction}"/>.</summary>
public sealed record Reply(int Status, string? ContentType, byte[] Body)
{
    public const string Html = "text/html; charset=utf-8";

    /// <summary>Further headers; names as on the wire.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>Whether it is the same for all who ask, and so may be compressed: what holds a secret beside text that a stranger chose may not.</summary>
    public bool IsForAll { get; init; }

    /// <summary>For a reply that is given more than once; null compresses anew each time.</summary>
    internal CodedBodies? Coded { get; init; }

    private static readonly Dictionary<string, string> NoHeaders = [];

    public static Reply Ok<T>(T body) => Json(StatusCodes.Status200OK, body);

    /// <param name="location">Where the new thing is, as a path from the root.</param>
    public static Reply Created<T>(string location, T body) => Json(StatusCodes.Status201Created, body).With("Location", location);

    /// <inheritdoc cref="Created{T}(string, T)"/>
    public Reply Created(string location) => (this with { Status = StatusCodes.Status201Created }).With("Location", location);

    /// <param name="location">Where to ask how the work goes.</param>
    public static Reply Accepted<T>(string location, T body) => Json(StatusCodes.Status202Accepted, body).With("Location", location);

    public static Reply Json<T>(int status, T body, string contentType = "application/json; charset=utf-8") =>
        new(status, contentType, Encoding.UTF8.GetBytes(AgriTraceJson.Write(body)));

    public static Reply Page(string html, int status = StatusCodes.Status200OK) =>
        new(status, Html, Encoding.UTF8.GetBytes(html));

    public static Reply Bytes(byte[] body, string contentType) => new(StatusCodes.Status200OK, contentType, body);

    /// <summary>303: go on there by GET, as after a form.</summary>
    /// <param name="path">A path of this site.</param>
    public static Reply SeeOther(string path) => Redirect(StatusCodes.Status303SeeOther, path);

    /// <exception cref="ArgumentException">It is not a path of this site: a bug, for a redirect must not lead wherever a request says.</exception>
    public static Reply Redirect(int status, string path) => SitePath.IsOne(path)
        ? new Reply(status, null, []).With("Location", path)
        : throw new ArgumentException("A redirect must stay on this site.", nameof(path));

    /// <summary>
    /// Leads to another site, for the resolver alone: that is what it is for. Not where a request says, but where a cooperative said
    /// when it kept the links of a code; the gate lets nothing else out.
    /// </summary>
    /// <exception cref="ArgumentException">It is a page of ours, or not https: a bug.</exception>
    public static Reply ToKeptLink(TypedLink link, string query) => !link.IsOurs && link.Href.StartsWith("https://", StringComparison.Ordinal)
        ? new Reply(StatusCodes.Status307TemporaryRedirect, null, []) { KeptTarget = SitePath.WithQuery(link.Href, query) }.With("Location", SitePath.WithQuery(link.Href, query))
        : throw new ArgumentException("This is not a link that a cooperative kept.", nameof(link));

    /// <summary>Leads to the page that the payment provider made for an order.</summary>
    public static Reply ToPaymentPage(string url) => new Reply(StatusCodes.Status303SeeOther, null, []) { KeptTarget = url }.With("Location", url);

    /// <summary>The one other site's address that its <c>Location</c> may be.</summary>
    internal string? KeptTarget { get; private init; }

    public static Reply NoContent() => new(StatusCodes.Status204NoContent, null, []);

    public Reply With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}

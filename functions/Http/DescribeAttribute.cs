using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>
/// What openapi.json says of an HTTP function beyond its route, verbs and permission. Answers for 400, 401, 403, 404, 412, 413, 415,
/// 429 and 503 follow from these and need not be named.
/// </summary>
/// <param name="summary">One sentence.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribeAttribute(string summary) : Attribute
{
    public string Summary { get; } = summary;

    /// <summary>The shape of the JSON body; null where none is read.</summary>
    public Type? Request { get; set; }

    /// <summary>The media type of the body; matters where <see cref="Request"/> is null too, as for signed or raw bodies.</summary>
    public string? Consumes { get; set; }

    /// <summary>The shape of the JSON answer; null for pages, pictures and nothing at all.</summary>
    public Type? Response { get; set; }

    /// <summary>The media types of the answer, where it is not JSON alone.</summary>
    public string[] Produces { get; set; } = [];

    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>Further good answers, of the same shape.</summary>
    public int[] Also { get; set; } = [];

    /// <summary>Refusals that do not follow from the declaration, such as 409.</summary>
    public int[] Problems { get; set; } = [];

    /// <summary>Names of the query parameters.</summary>
    public string[] Query { get; set; } = [];

    /// <summary>Names of headers that may be sent, beside <c>If-Match</c>.</summary>
    public string[] Headers { get; set; } = [];

    /// <summary>Whether the call needs an <c>Idempotency-Key</c>.</summary>
    public bool IdempotencyKey { get; set; }

    /// <summary>Whether the call honours <c>If-Match</c>.</summary>
    public bool IfMatch { get; set; }
}

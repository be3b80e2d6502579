using System.Text.Json;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Functions.Traceability.Queries;

/// <param name="Name">1 to 100 letters of A to Z, digits, hyphens, underscores and dots.</param>
/// <param name="Query">The parameters of a SimpleEventQuery, with an <c>@context</c> for the prefixes of extensions.</param>
public sealed record NamedQueryBody(string Name, JsonElement Query)
{
    public static NamedQueryBody Of(NamedQuery query) => new(query.Name, JsonElement.Parse(query.Query));
}

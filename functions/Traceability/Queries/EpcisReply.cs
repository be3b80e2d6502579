using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Traceability.Queries;

/// <summary>The headers of an answer about queries.</summary>
internal static class EpcisReply
{
    public static Reply With(Reply reply) => reply.With("GS1-EPCIS-Version", "2.0.0").With("GS1-CBV-Version", "2.0.0");
}

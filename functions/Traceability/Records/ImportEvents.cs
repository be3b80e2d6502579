using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Records a file of events, as it comes from a spreadsheet.</summary>
public sealed class ImportEvents(Gate<ImportEvents> gate, EventImport import)
{
    /// <summary>A little more than a file may hold, so that what is too large is told to be split.</summary>
    private const int MaxBody = 2 * EventCsv.MaxSize;

    [Function("ImportEvents"), Allow(Permission.RecordProduction, MaxBody = MaxBody), Costly]
    [Describe("Records the rows of a CSV file, whose columns are the fields of an event. Good rows are recorded, and each bad one is told with its line.",
        Consumes = "text/csv", Response = typeof(ImportBody), IdempotencyKey = true, Problems = [413, 415])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/events/import")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
            if (!IsCsv(request.ContentType)) return CsvErrors.NotCsv;
            if (!(await call.RawBody()).Then(EventCsv.Read).Try(out var rows, out error)) return error;
            return Reply.Ok(await import.Run(call.Caller, call.Coop, key, rows, cancel));
        }, cancel);

    private static bool IsCsv(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>Records a weighing slip: what a member brings, grade by grade.</summary>
public sealed class RecordReceipt(Gate<RecordReceipt> gate, WeighingSlips slips, SiteSettings site, TimeProvider clock)
{
    [Function("RecordReceipt"), Allow(Permission.RecordProduction)]
    [Describe("Records a weighing slip, and puts a lot for each grade in stock.",
        Request = typeof(ReceiptInput), Response = typeof(ReceiptBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/receipts")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var now = clock.GetUtcNow();
            if (!RecordIds.Of(call, now).Try(out var record, out var error)) return error;
            if (!(await call.Body<ReceiptInput>()).Then(input => WeighingReader.Read(call.Coop, input, now)).Try(out var weighing, out error)) return error;
            return (await slips.Record(call.Caller, weighing, record, cancel))
                .Map(receipt => Reply.Created($"/api/coops/{call.Coop}/receipts/{receipt.Id}", ReceiptBody.Of(receipt, site.PublicUrl)));
        }, cancel);
}

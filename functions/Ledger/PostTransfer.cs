using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Ledger;

/// <summary>Posts what nothing else posts by itself, such as cash that is brought to the bank.</summary>
public sealed class PostTransfer(Gate<PostTransfer> gate, BookKeeping books)
{
    [Function("PostTransfer"), Allow(Permission.KeepBooks)]
    [Describe("Posts a transfer to the books; the same key again gives the same answer.",
        Request = typeof(TransferInput), Response = typeof(TransferBody), Status = 201, IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/ledger/transfers")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await books.Post(call, (await call.Body<TransferInput>()).Then(input => input.Read(books.Today)), cancel), cancel);
}

/// <summary>Takes a transfer back by another that names it. What follows from an order is corrected in the order.</summary>
public sealed class CorrectTransfer(Gate<CorrectTransfer> gate, BookKeeping books, LedgerReader reader)
{
    /// <remarks>Needs no <c>Idempotency-Key</c>: a transfer is corrected once, and the same correction again is a repeat.</remarks>
    [Function("CorrectTransfer"), Allow(Permission.KeepBooks)]
    [Describe("Takes a transfer back, once, and puts another in its place where `postings` says one.",
        Request = typeof(CorrectionInput), Response = typeof(TransferBody), Status = 201, Problems = [404, 409])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/ledger/transfers/{day}/{id}/correct")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<CorrectionInput>()).Try(out var input, out var error)) return error;
            if (!BookKeeping.DayIn(call).Try(out var day, out error)) return error;
            if (await reader.Find(call.Coop, day, call.Route("id"), cancel) is not { } wrong) return LedgerErrors.NoSuchTransfer;
            return await input.Read(wrong, books.Today).Then(booking => books.Post(call, Booking.CorrectionOf(wrong.Id), booking, cancel));
        }, cancel);
}

public sealed class RecordAdvance(Gate<RecordAdvance> gate, BookKeeping books)
{
    [Function("RecordAdvance"), Allow(Permission.KeepBooks)]
    [Describe("Says that a member got cash, feed or fertiliser ahead of their produce; the same key again gives the same answer.",
        Request = typeof(AdvanceInput), Response = typeof(TransferBody), Status = 201, IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/members/{member}/advances")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var member, out var error)) return error;
            return await books.Post(call, (await call.Body<AdvanceInput>()).Then(input => input.Read(member, books.Today)), cancel);
        }, cancel);
}

public sealed class RecordHandIn(Gate<RecordHandIn> gate, BookKeeping books)
{
    [Function("RecordHandIn"), Allow(Permission.KeepBooks)]
    [Describe("Says that a driver handed in cash that they had collected; the same key again gives the same answer.",
        Request = typeof(HandInInput), Response = typeof(TransferBody), Status = 201, IdempotencyKey = true, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/ledger/hand-ins")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<HandInInput>()).Try(out var input, out var error)) return error;
            return await books.Post(call, input.Read(books.Today), cancel, () => WhyNot(call.Coop, input, cancel));
        }, cancel);

    /// <remarks>Two that come at the same moment may both pass: the account then shows it. It is there to find what was typed wrongly.</remarks>
    private async Task<Error?> WhyNot(string coop, HandInInput input, CancellationToken cancel) =>
        await books.Now(coop, Accounts.Driver(input.Driver), cancel) is var held && input.Amount > held ? LedgerErrors.HoldsLess(input.Driver, held) : null;
}

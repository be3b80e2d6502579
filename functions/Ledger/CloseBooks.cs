using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Ledger;

/// <summary>Closes the books through a day: from then on nothing is posted to it or before. There is no way back.</summary>
public sealed class CloseBooks(Gate<CloseBooks> gate, BookKeeping books, LedgerStore ledger)
{
    [Function("CloseBooks"), Allow(Permission.KeepBooks)]
    [Describe("Closes the books through a day that is over, for good.", Request = typeof(CloseInput), Response = typeof(ClosedThroughBody), Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/ledger/closed-through")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<CloseInput>()).Try(out var input, out var error)) return error;
            if (BookKeeping.DayOf(input.Day) is not { } day || day >= books.Today) return FieldErrors.Invalid([new("$.day", "must be a date that is over, as 2026-11-20.")]);
            return (await ledger.Close(call.Coop, day, cancel)).Map(closed => Reply.Ok(new ClosedThroughBody(closed)));
        }, cancel);
}

public sealed class GetClosedThrough(Gate<GetClosedThrough> gate, LedgerStore ledger)
{
    [Function("GetClosedThrough"), Allow(Permission.ReadBooks)]
    [Describe("Says through which day the books are closed.", Response = typeof(ClosedThroughBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/ledger/closed-through")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => Reply.Ok(new ClosedThroughBody(await ledger.ClosedThrough(call.Coop, cancel))), cancel);
}

/// <summary>Moves the transfers of closed days out of the open trade, each night of Viet Nam.</summary>
public sealed class ArchiveLedgers(TimerWatch watch, CoopStore coops, LedgerArchive archive)
{
    /// <summary>Of a cooperative and run.</summary>
    private const int Most = 2_000;

    /// <remarks>What a crash or the bound of a run leaves is moved by the next run.</remarks>
    [Function("ArchiveLedgers"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 50 18 * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("ArchiveLedgers", async () =>
        {
            foreach (var coop in await coops.All(cancel))
            {
                await archive.Move(coop, Most, cancel);
                await archive.MoveKeys(coop, Most, cancel);
            }
        }, cancel);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Ledger;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using static AgriTrace.Functions.Tests.Ledger.LedgerWords;

namespace AgriTrace.Functions.Tests.Ledger;

public sealed class LedgerArchiveTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task Closed_days_move_out_of_the_open_trade_and_the_books_say_the_same()
    {
        var (given, accountant) = await WithClosedDays();
        var before = await Books(given, accountant);

        (await Archive.Move(given.Coop, most: 2, Cancel)).ShouldBe(2);
        (await Books(given, accountant)).ShouldBe(before);
        (await Archive.Move(given.Coop, most: 1_000, Cancel)).ShouldBe(1);

        (await Archive.Move(given.Coop, most: 1_000, Cancel)).ShouldBe(0);
        (await Open(given).CountAsync(Cancel)).ShouldBe(1, "what was posted after the closed day stays");
        (await Books(given, accountant)).ShouldBe(before);
        (await new TradeChecker(Storage).Check(given.Coop, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transfer_that_a_crash_left_in_both_places_counts_once_and_the_next_run_goes_on()
    {
        var (given, accountant) = await WithClosedDays();
        var before = await Books(given, accountant);
        var first = await Open(given).FirstAsync(Cancel);
        var copy = new TableEntity($"{given.Coop}|{Yesterday.AddDays(-40):yyyyMM}", first.RowKey) { ["Json0"] = first.GetString("Json0"), ["V"] = 1 };
        await new TableClient(Storage, "Ledger").AddEntityAsync(copy, Cancel);

        (await Books(given, accountant)).ShouldBe(before);
        await Archive.Move(given.Coop, most: 1_000, Cancel);

        (await Books(given, accountant)).ShouldBe(before);
        (await Open(given).CountAsync(Cancel)).ShouldBe(1);
        (await new TradeChecker(Storage).Check(given.Coop, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_correction_finds_a_transfer_that_has_moved()
    {
        var (given, accountant) = await WithClosedDays();
        await Archive.Move(given.Coop, most: 1_000, Cancel);
        var oldest = (await accountant.GetAsync($"{given.LedgerPath()}/transfers?from={Yesterday.AddDays(-41).Text()}&to={Today.Text()}&take=1", Cancel).Json(200))["items"]![0]!;

        var correction = await accountant.Post($"{given.LedgerPath()}/transfers/{oldest.Text("day")}/{oldest.Text("id")}/correct", new { note = "Ghi nhầm" }, Cancel).Json(201);

        correction.Text("day").ShouldBe(Today.Text());
        (await accountant.TrialBalance(given, "?from=zero"))["provenFromZero"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_of_long_ago_leave_the_open_trade_too_and_a_repeat_is_still_one()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var accountant = Host.As(Role.Accountant, given.Coop, "tam");
        var (old, late) = (Transfer(Debit("bank", 70_000), Credit("cash", 70_000)).On(Today.AddDays(-70)), Transfer(Debit("bank", 9_000), Credit("cash", 9_000)).On(Yesterday));
        var first = await accountant.PostTransfer(given, old, "nop-1").Json(201);
        var path = $"{given.LedgerPath()}/transfers/{first.Text("day")}/{first.Text("id")}";
        await accountant.PostTransfer(given, late, "nop-2").Json(201);
        await accountant.Close(given, Yesterday).Json(200);
        await Archive.Move(given.Coop, most: 1_000, Cancel);

        (await Archive.MoveKeys(given.Coop, most: 1_000, Cancel)).ShouldBe(1);
        (await Archive.MoveKeys(given.Coop, most: 1_000, Cancel)).ShouldBe(0, "what is younger than sixty days stays");

        (await accountant.PostTransfer(given, old.DeepClone().AsObject(), "nop-1").Json(201)).ToJsonString().ShouldBe(first.ToJsonString());
        await accountant.PostTransfer(given, late.DeepClone().AsObject(), "nop-1").Problem(409, "idempotency-key-used");
        await accountant.Post($"{path}/correct", new { note = "Ghi nhầm" }, Cancel).Json(201);
        (await accountant.TrialBalance(given, "?from=zero")).On("bank").ShouldBe(9_000);
    }

    private LedgerArchive Archive => Host.Services.GetRequiredService<LedgerArchive>();

    private IAsyncEnumerable<TableEntity> Open(Given given) =>
        new TableClient(Storage, "Trade").QueryAsync<TableEntity>($"PartitionKey eq '{given.Coop}' and RowKey ge 'ledger|' and RowKey lt 'ledger}}'", cancellationToken: Cancel);

    /// <summary>Three transfers of closed days, of which one is from another month, and one of today.</summary>
    private async Task<(Given Given, HttpClient Accountant)> WithClosedDays()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var accountant = Host.As(Role.Accountant, given.Coop, "tam");
        foreach (var day in (DateOnly[])[Yesterday.AddDays(-40), Yesterday.AddDays(-1), Yesterday, Today])
            await accountant.PostTransfer(given, Transfer(Debit("bank", day.Day), Credit("cash", day.Day)).On(day)).Json(201);
        await accountant.Close(given, Yesterday.AddDays(-1)).Json(200);
        await accountant.Close(given, Yesterday).Json(200);
        return (given, accountant);
    }

    /// <summary>All that people see of the books.</summary>
    private static async Task<string> Books(Given given, HttpClient accountant)
    {
        var days = $"from={Yesterday.AddDays(-41).Text()}&to={Today.Text()}";
        var journal = await accountant.GetAsync($"{given.LedgerPath()}/transfers?{days}", TestContext.Current.CancellationToken).Json(200);
        var statement = await accountant.GetAsync($"{given.LedgerPath()}/accounts/bank?{days}", TestContext.Current.CancellationToken).Json(200);
        var balance = await accountant.TrialBalance(given, "?from=zero");
        balance["provenFromZero"]!.GetValue<bool>().ShouldBeTrue();
        return journal.ToJsonString() + statement.ToJsonString() + balance.ToJsonString();
    }
}

using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using static AgriTrace.Functions.Tests.Ledger.LedgerWords;

namespace AgriTrace.Functions.Tests.Ledger;

public sealed class LedgerTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_transfer_is_posted_once_whatever_becomes_of_the_first_answer()
    {
        var (given, accountant) = await WithAccountant();
        var body = Transfer(Debit("bank", 5_000_000), Credit("cash", 5_000_000));

        await Host.Faults.BreakOverHttp(
            Fault.FailedButStored, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal),
            () => accountant.PostTransfer(given, body, "nop-1").Problem(503, "storage-unavailable"));
        var posted = await accountant.PostTransfer(given, body, "nop-1").Json(201);

        (await accountant.PostTransfer(given, body, "nop-1").Json(201)).ToJsonString().ShouldBe(posted.ToJsonString());
        await accountant.PostTransfer(given, Transfer(Debit("bank", 1), Credit("cash", 1)), "nop-1").Problem(409, "idempotency-key-used");
        var balance = await accountant.TrialBalance(given, "?from=zero");
        (balance.On("bank"), balance.On("cash")).ShouldBe((5_000_000, -5_000_000));
        balance["sums"]!.ToJsonString().ShouldBe("""[{"currency":"VND","debit":5000000,"credit":5000000}]""");
        balance["provenFromZero"]!.GetValue<bool>().ShouldBeTrue();
        (await accountant.GetAsync($"{given.LedgerPath()}/transfers/{posted.Text("day")}/{posted.Text("id")}", Cancel).Json(200)).ToJsonString().ShouldBe(posted.ToJsonString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_transfer_is_named()
    {
        var (given, accountant) = await WithAccountant();

        var unbalanced = await accountant.PostTransfer(given, Transfer(Debit("bank", 5), Credit("cash", 4))).Problem(400, "fields-invalid");
        unbalanced["errors"]![0]!.Text("message").ShouldContain("debits are 1 more");
        var bad = await accountant.PostTransfer(
            given, Transfer(Debit("gold", 1), Credit("buyer/abc", 1), Debit("cash", 0), Credit("bank", 100_000_000_000_001), new JsonObject { ["account"] = "fees" }).On(Today.AddDays(1)))
            .Problem(400, "fields-invalid");
        bad["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldBe(
            ["$.postings[0].account", "$.postings[1].account", "$.postings[2].debit", "$.postings[3].credit", "$.postings[4]", "$.day"]);
        await accountant.PostTransfer(given, Transfer(Debit("bank", 1))).Problem(400, "fields-invalid");
        var nothing = await accountant.PostTransfer(given, Transfer(Debit("cash", 5), Credit("cash", 5))).Problem(400, "fields-invalid");
        nothing["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("message").ShouldContain("move something");
        var strange = Transfer(Debit("bank", 5), Credit("cash", 5));
        foreach (var posting in strange["postings"]!.AsArray()) posting!["currency"] = "ZZZ";
        (await accountant.PostTransfer(given, strange).Problem(400, "fields-invalid"))["errors"]![0]!.Text("path").ShouldBe("$.postings[0].currency");
        await accountant.PostTransfer(given, Transfer(Debit("advance/nobody", 1), Credit("cash", 1))).Problem(404, "no-such-member");
        await accountant.GetAsync($"{given.LedgerPath()}/accounts/gold", Cancel).Problem(404, "no-such-account");
        await accountant.GetAsync($"{given.LedgerPath()}/trial-balance?at=never", Cancel).Problem(400, "query-invalid");
        await accountant.GetAsync($"{given.LedgerPath()}/transfers?cursor=x&take=0", Cancel).Problem(400, "query-invalid");
    }

    [Fact]
    public async Task A_transfer_is_taken_back_once_by_another_that_names_it()
    {
        var (given, accountant) = await WithAccountant();
        var wrong = await accountant.PostTransfer(given, Transfer(Debit("bank", 900), Credit("cash", 900)));
        var path = $"{(await Task.FromResult(wrong).Json(201) is var posted ? $"{given.LedgerPath()}/transfers/{posted.Text("day")}/{posted.Text("id")}" : null)}/correct";
        var body = new JsonObject { ["note"] = "Gõ thừa một số", ["postings"] = new JsonArray(Debit("bank", 90), Credit("cash", 90)) };

        var correction = await accountant.Post(path, body, Cancel).Json(201);

        correction.Text("corrects").ShouldBe(posted.Text("id"));
        (await accountant.Post(path, body, Cancel).Json(201)).ToJsonString().ShouldBe(correction.ToJsonString());
        (await accountant.Post(path, new JsonObject { ["note"] = "Lại" }, Cancel).Problem(409, "already-corrected")).Text("correctedBy").ShouldBe(correction.Text("id"));
        (await accountant.TrialBalance(given)).On("bank").ShouldBe(90);
        await accountant.Post(path.Replace(posted.Text("id"), "none", StringComparison.Ordinal), body, Cancel).Problem(404, "no-such-transfer");
    }

    [Fact]
    public async Task A_closed_day_takes_no_postings_and_is_not_opened_again()
    {
        var (given, accountant) = await WithAccountant();
        var body = Transfer(Debit("bank", 700), Credit("cash", 700)).On(Yesterday);
        var posted = await accountant.PostTransfer(given, body, "hom-qua").Json(201);

        (await accountant.Close(given, Yesterday).Json(200)).Text("day").ShouldBe(Yesterday.Text());

        var refused = await accountant.PostTransfer(given, body).Problem(409, "period-closed");
        refused.Text("closedThrough").ShouldBe(Yesterday.Text());
        (await accountant.PostTransfer(given, body, "hom-qua").Json(201)).ToJsonString().ShouldBe(posted.ToJsonString(), "what was posted before is answered as the first time");
        await accountant.PostTransfer(given, Transfer(Debit("bank", 1), Credit("cash", 1))).Json(201);
        await accountant.Close(given, Yesterday).Json(200);
        await accountant.Close(given, Yesterday.AddDays(-1)).Problem(409, "closed-already");
        await accountant.Close(given, Today).Problem(400, "fields-invalid");
        (await accountant.GetAsync($"{given.LedgerPath()}/closed-through", Cancel).Json(200)).Text("day").ShouldBe(Yesterday.Text());
        (await accountant.TrialBalance(given, $"?at={Yesterday.Text()}&from=zero")).On("bank").ShouldBe(700);
        (await accountant.TrialBalance(given, $"?at={Yesterday.AddDays(-1).Text()}")).On("bank").ShouldBe(0);
        (await new TradeChecker(Storage).Check(given.Coop, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_farmer_sees_their_own_advances_and_nobody_elses()
    {
        var (given, accountant) = await WithAccountant();
        var path = $"/api/coops/{given.Coop}/members/{Given.Ut}";
        await accountant.Post($"{path}/advances", new { kind = "cash", amount = 300_000 }, Cancel, ("Idempotency-Key", "ung-1")).Json(201);
        await accountant.Post($"{path}/advances", new { kind = "feed", amount = 200_000, note = "2 bao cám" }, Cancel, ("Idempotency-Key", "ung-2")).Json(201);
        await accountant.Post($"{path}/advances", new { kind = "cash", amount = 10_000_000_001 }, Cancel, ("Idempotency-Key", "ung-4")).Problem(400, "fields-invalid");
        await accountant.Post($"{path}/advances", new { kind = "feed", amount = 0, from = "cash" }, Cancel, ("Idempotency-Key", "ung-3")).Problem(400, "fields-invalid");

        var statement = await given.FarmerUt.GetAsync($"{path}/statement", Cancel).Json(200);

        statement["advanced"]!["amount"]!.GetValue<long>().ShouldBe(500_000);
        statement["net"]!["amount"]!.GetValue<long>().ShouldBe(-500_000);
        statement["advances"]!["lines"]!.AsArray().Select(line => line!["balance"]!.GetValue<long>()).ShouldBe([300_000, 500_000]);
        await given.FarmerBa.GetAsync($"{path}/statement", Cancel).Problem(403, "other-member");
        await given.FarmerUt.GetAsync($"{given.LedgerPath()}/trial-balance", Cancel).Problem(403, "role-may-not");
        var balance = await accountant.TrialBalance(given);
        (balance.On("cash"), balance.On("supplies")).ShouldBe((-300_000, -200_000));
    }

    [Fact]
    public async Task The_journal_has_pages_and_files_in_which_no_text_becomes_a_formula()
    {
        var (given, accountant) = await WithAccountant();
        for (var amount = 1; amount <= 5; amount++)
        {
            var body = Transfer(Debit("bank", amount), Credit("cash", amount));
            body["note"] = "=1+1";
            await accountant.PostTransfer(given, amount == 3 ? body.On(Yesterday) : body).Json(201);
        }

        var (seen, cursor) = (new List<long>(), string.Empty);
        do
        {
            var page = await accountant.GetAsync($"{given.LedgerPath()}/transfers?take=2{(cursor.Length > 0 ? "&cursor=" + cursor : string.Empty)}", Cancel).Json(200);
            seen.AddRange(page["items"]!.AsArray().Select(one => one!["postings"]![0]!["debit"]!.GetValue<long>()));
            cursor = page["next"]?.GetValue<string>() ?? string.Empty;
        }
        while (cursor.Length > 0);

        seen.ShouldBe([3, 1, 2, 4, 5]);
        var file = await (await accountant.Send(HttpMethod.Get, $"{given.LedgerPath()}/transfers", cancel: Cancel, headers: ("Accept", "text/csv"))).Content.ReadAsStringAsync(Cancel);
        file.Split("\r\n").Length.ShouldBe(1 + 10 + 1);
        file.ShouldContain(",'=1+1,bank,VND,4,0");
        var account = await (await accountant.Send(HttpMethod.Get, $"{given.LedgerPath()}/accounts/cash", cancel: Cancel, headers: ("Accept", "text/csv"))).Content.ReadAsStringAsync(Cancel);
        account.ShouldContain("VND,0,5,'-15");
        (await accountant.GetAsync($"{given.LedgerPath()}/accounts/bank?from={Today.Text()}&to={Today.Text()}", Cancel).Json(200))["opening"]![0]!["amount"]!.GetValue<long>().ShouldBe(3);
    }

    private async Task<(Given Given, HttpClient Accountant)> WithAccountant()
    {
        var given = await Given.Cooperative(Host, Cancel);
        return (given, Host.As(Role.Accountant, given.Coop, "tam"));
    }
}

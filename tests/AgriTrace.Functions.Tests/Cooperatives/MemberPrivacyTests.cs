using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Cooperatives;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Cooperatives;

public sealed class MemberPrivacyTests(House house) : HttpTests(house)
{
    private const string WithSecrets =
        """{"name":"Trần Thị Bé","role":"farmer","phone":"0912 345 678","bank":{"bin":"970436","account":"0071000123456","holder":"TRAN THI BE"},"citizenId":"094094001234"}""";

    private static readonly string[] Secrets = ["912345678", "0071000123456", "TRAN THI BE", "094094001234", "970436"];

    [Fact]
    public async Task Personal_data_of_a_member_is_in_no_answer_and_in_no_row_that_others_read()
    {
        var coop = await ACoop.Make(Host, "coop-private", Cancel);

        var answers = new[]
        {
            await coop.Put("members/be", WithSecrets, Cancel).Json(201),
            await coop.Put("members/be", WithSecrets, Cancel).Json(200),
            await coop.Get("members/be", Cancel),
            await coop.As(Role.Helper).GetAsync(coop.Path + "/members/be", Cancel).Json(200),
        };

        foreach (var answer in answers)
        {
            answer["onFile"]!.AsArray().Select(field => field!.GetValue<string>()).ShouldBe(["phone", "citizenId"]);
            answer["pending"]!.AsArray().Select(field => field!.GetValue<string>()).ShouldBe(["bank"]);
            HoldsNoSecret(answer.ToJsonString());
        }

        await foreach (var row in new TableClient(Storage, "Coops").QueryAsync<TableEntity>(row => row.PartitionKey == "coop-private", cancellationToken: Cancel))
            HoldsNoSecret(string.Join(' ', row.Select(column => column.Value)));
        Host.Logs.Lines.ShouldAllBe(line => !Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Phone_and_citizen_id_are_erased_by_leaving_them_out()
    {
        var coop = await ACoop.Make(Host, "coop-erase", Cancel);
        var store = Host.Services.GetRequiredService<CoopStore>();
        await coop.Put("members/be", WithSecrets, Cancel).Json(201);
        (await store.MemberPrivate("coop-erase", "be", Cancel))!.Phone.ShouldBe("+84912345678");

        var erased = await coop.Put("members/be", """{"name":"Trần Thị Bé","role":"farmer"}""", Cancel).Json(200);

        erased["onFile"]!.AsArray().ShouldBeEmpty();
        (await store.MemberPrivate("coop-erase", "be", Cancel)).ShouldBe(new MemberPrivate(null, null, null));
    }

    [Fact]
    public async Task Personal_data_is_shown_to_the_member_and_to_those_who_pay_them_and_to_nobody_else()
    {
        var coop = await ACoop.Make(Host, "coop-shown", Cancel);
        await coop.Put("members/be", WithSecrets, Cancel).Json(201);
        await coop.Put("members/an", ACoop.Farmer, Cancel).Json(201);
        var path = coop.Path + "/members/be/private";

        foreach (var reader in new[] { coop.Admin, coop.As(Role.Accountant), Host.As(Role.Farmer, "coop-shown", "be") })
        {
            var shown = await reader.GetAsync(path, Cancel).Json(200);
            shown["phone"]!.GetValue<string>().ShouldBe("+84912345678");
            shown["citizenId"]!.GetValue<string>().ShouldBe("094094001234");
            shown["bank"].ShouldBeNull("nobody has agreed to the account yet");
        }

        await Host.As(Role.Farmer, "coop-shown", "an").GetAsync(path, Cancel).Problem(403, "other-member");
        await Host.As(Role.Helper, "coop-shown", "an").GetAsync(path, Cancel).Problem(403, "other-member");
        await coop.Operator.GetAsync(path, Cancel).Problem(403, "role-may-not");
        await Host.As(Role.Admin, "elsewhere").GetAsync(path, Cancel).Problem(403, "other-cooperative");
        (await coop.Admin.GetAsync(coop.Path + "/members/an/private", Cancel).Json(200)).ToJsonString().ShouldBe("{}");
        await coop.Admin.GetAsync(coop.Path + "/members/nobody/private", Cancel).Problem(404, "no-such-member");
    }

    [Fact]
    public async Task A_row_of_personal_data_that_was_moved_to_another_member_is_not_believed()
    {
        var coop = await ACoop.Make(Host, "coop-moved", Cancel);
        await coop.Put("members/be", WithSecrets, Cancel).Json(201);
        await coop.Put("members/an", ACoop.Farmer, Cancel).Json(201);
        var table = new TableClient(Storage, "PersonalData");
        TableEntity row = await table.GetEntityAsync<TableEntity>("coop-moved", "member|be", cancellationToken: Cancel);

        row.RowKey = "member|an";
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Cancel);

        var problem = await coop.Admin.GetAsync(coop.Path + "/members/an/private", Cancel).Problem(500, "unexpected");
        HoldsNoSecret(problem.ToJsonString());
    }

    [Fact]
    public async Task A_bad_citizen_id_is_named_and_not_repeated()
    {
        var coop = await ACoop.Make(Host, "coop-badid", Cancel);

        var problem = await coop.Put("members/be", """{"name":"Bé","role":"farmer","citizenId":"0940940012345"}""", Cancel).Problem(400, "fields-invalid");

        problem.Paths().ShouldBe(["$.citizenId"]);
        problem.ToJsonString().ShouldNotContain("0940940012345");
    }

    private static void HoldsNoSecret(string text)
    {
        foreach (var secret in Secrets) text.ShouldNotContain(secret);
    }
}

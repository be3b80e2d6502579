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
            answer["onFile"]!.AsArray().Select(field => field!.GetValue<string>()).ShouldBe(["phone", "bank", "citizenId"]);
            HoldsNoSecret(answer.ToJsonString());
        }

        await foreach (var row in new TableClient(Storage, "Coops").QueryAsync<TableEntity>(row => row.PartitionKey == "coop-private", cancellationToken: Cancel))
            HoldsNoSecret(string.Join(' ', row.Select(column => column.Value)));
        Host.Logs.Lines.ShouldAllBe(line => !Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Personal_data_is_kept_in_its_own_table_and_erased_by_leaving_it_out()
    {
        var coop = await ACoop.Make(Host, "coop-erase", Cancel);
        var store = Host.Services.GetRequiredService<CoopStore>();
        await coop.Put("members/be", WithSecrets, Cancel).Json(201);
        (await store.MemberPrivate("coop-erase", "be", Cancel))!.Phone.ShouldBe("+84912345678");

        var erased = await coop.Put("members/be", """{"name":"Trần Thị Bé","role":"farmer"}""", Cancel).Json(200);

        erased["onFile"]!.AsArray().ShouldBeEmpty();
        await foreach (var row in new TableClient(Storage, "PersonalData").QueryAsync<TableEntity>(row => row.PartitionKey == "coop-erase", cancellationToken: Cancel))
            HoldsNoSecret(string.Join(' ', row.Select(column => column.Value)));
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

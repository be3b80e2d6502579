using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgriTrace.Domain;
using AgriTrace.Functions.Tests.Orders;
using AgriTrace.Infra.Notices;
using AgriTrace.Infra.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Notices;

/// <summary>A host that has a mail server, and tries again at once.</summary>
public sealed class NoticeMailTests : IAsyncLifetime
{
    private const int Tries = 3;

    private readonly PrivateAzurite azurite = new();
    private readonly SmtpDouble server = new();
    private TestHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        var settings = new MailSettings { Host = "127.0.0.1", Port = server.Port, From = "bao-tin@example.vn", Pauses = [TimeSpan.Zero, TimeSpan.Zero] };
        host = await TestHost.Start(azurite.ConnectionString, change: options => options with { Services = options.Services + (services => services.AddSingleton(settings)) });
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await server.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private Task<JsonNode> Order(Shop shop, string? email = "mai@example.vn", string language = "vi") => host.Anyone.Post("/api/orders", new
    {
        coop = shop.Coop,
        lines = new[] { new { listing = shop.Listing, quantity = 1 } },
        buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "12 Nguyễn Trãi", email },
        payment = "cod",
        language,
    }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);

    private Task<Shop> Open() => Shop.Open(host, Cancel, ("L1", 100, 20));

    private static async Task<JsonNode?> Notice(Shop shop) =>
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/notices", Cancel).Json(200))["items"]!.AsArray().SingleOrDefault();

    private static Task Mail(Shop shop, string state) =>
        Eventually.Holds(async () => await Notice(shop) is { } notice && notice.Text("mail") == state, $"the mail is {state}", Cancel);

    private static string MessageId(ArrivedMail mail) => Regex.Match(mail.Text, "(?im)^Message-Id: (<.+>)\r$").Groups[1].Value;

    [Fact]
    public async Task A_buyer_with_an_address_is_written_to_once_in_their_language_and_staff_need_not_send_it()
    {
        var shop = await Open();
        var order = await Order(shop, language: "en");
        await Mail(shop, "sent");
        var (orders, notices) = (host.Services.GetRequiredService<OrderStore>(), host.Services.GetRequiredService<NoticeStore>());

        // Both messages come a second time.
        await notices.Make((await orders.Load(shop.Coop, order.Text("id"), Cancel))!.Value, () => Task.FromResult(true), Cancel);
        await new SendAgain(host).Notice(shop.Coop, (await Notice(shop))!.Text("id"), Cancel);

        var mail = server.Arrived.ShouldHaveSingleItem();
        mail.To.ShouldBe("RCPT TO:<mai@example.vn>");
        mail.Text.ShouldContain("This is HTX M", Case.Insensitive);
        mail.Text.ShouldContain("\r\nContent-Language: en\r\n");
        mail.Text.ShouldNotContain("Hello", Case.Insensitive, "nobody is greeted by a name that a stranger may have typed");
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/notices?state=open", Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_refuses_for_now_is_asked_again_and_the_notice_says_why_it_waits()
    {
        server.Answers["RCPT"] = "451 come later";
        var shop = await Open();
        await Order(shop);

        await Mail(shop, "failed");

        (await Notice(shop))!.Text("mailCause").ShouldBe("The mail server answered 451.");
        server.Commands.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(Tries);
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/notices?state=open", Cancel).Json(200))["items"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_given_up_at_once_and_staff_see_it()
    {
        server.Answers["RCPT"] = "550 mai@example.vn is unknown";
        var shop = await Open();
        await Order(shop);

        await Mail(shop, "failed");

        var notice = (await Notice(shop))!;
        notice.Text("mailCause").ShouldBe("The mail server answered 550.");
        server.Commands.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_whose_sending_was_not_written_down_comes_again_under_the_same_id()
    {
        host.Faults.Break(Fault.Failed, request => request.Uri.Path.Contains("RowKey='notice", StringComparison.Ordinal) && request.Method == Azure.Core.RequestMethod.Patch && server.Arrived.Count > 0);
        var shop = await Open();
        await Order(shop);

        await Mail(shop, "sent");

        server.Arrived.Select(MessageId).Distinct().ShouldHaveSingleItem().ShouldEndWith("@example.vn>");
        server.Arrived.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Notices_that_were_made_and_whose_answer_was_lost_are_not_made_twice()
    {
        var shop = await Open();
        var order = await Order(shop, email: null);
        await Mail(shop, "none");
        var (orders, notices) = (host.Services.GetRequiredService<OrderStore>(), host.Services.GetRequiredService<NoticeStore>());
        var cancelled = Domain.Orders.OrderSteps.Cancel((await orders.Load(shop.Coop, order.Text("id"), Cancel))!.Value, new Domain.Orders.OrderActor("ba", DateTimeOffset.UtcNow)).Value;

        host.Faults.Break(Fault.FailedButStored, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal));
        await Should.ThrowAsync<Exception>(() => notices.Make(cancelled, () => Task.FromResult(true), Cancel));
        await notices.Make(cancelled, () => Task.FromResult(true), Cancel);

        (await notices.Page(shop.Coop, null, null, 20, Cancel)).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_gave_no_address_and_who_was_erased_gets_no_mail()
    {
        var (silent, erased) = (await Open(), await Open());
        await Order(silent, email: null);
        await Mail(silent, "none");
        server.Answers["RCPT"] = "451 come later";
        var order = await Order(erased);
        await Eventually.Holds(() => server.Commands.Any(line => line.StartsWith("RCPT", StringComparison.Ordinal)), "the server was asked", Cancel);
        await Mail(erased, "failed");
        await erased.Admin.Post($"/api/coops/{erased.Coop}/buyers/erase", new { order = order.Text("id") }, Cancel).Json(200);
        var (notices, id) = (host.Services.GetRequiredService<NoticeStore>(), (await Notice(erased))!.Text("id"));
        await notices.Record(erased.Coop, id, new Domain.Notices.NoticeMail(Domain.Notices.MailState.Waiting), Cancel);

        await new SendAgain(host).Notice(erased.Coop, id, Cancel);

        (await Notice(erased))!.Text("mail").ShouldBe("none");
        server.Arrived.ShouldBeEmpty();
    }

    [Fact]
    public async Task Making_a_notice_costs_a_read_and_a_transaction_and_looking_in_vain_a_read()
    {
        var shop = await Open();
        var order = await Order(shop, email: null);
        await Mail(shop, "none");
        var (orders, notices) = (host.Services.GetRequiredService<OrderStore>(), host.Services.GetRequiredService<NoticeStore>());
        var placed = (await orders.Load(shop.Coop, order.Text("id"), Cancel))!.Value;
        var cancelled = Domain.Orders.OrderSteps.Cancel(placed, new Domain.Orders.OrderActor("ba", DateTimeOffset.UtcNow)).Value;

        var vain = await host.Counter.During(() => notices.Make(placed, () => Task.FromResult(false), Cancel));
        var made = await host.Counter.During(() => notices.Make(cancelled, () => Task.FromResult(false), Cancel));

        vain.Select(request => request.Method).ShouldBe(["GET"]);
        made.Select(request => request.Method).ShouldBe(["GET", "POST"]);
    }

    [Fact]
    public async Task Notices_are_deleted_when_nobody_needs_them_and_not_made_again()
    {
        var shop = await Open();
        var order = await Order(shop, email: null);
        await Mail(shop, "none");
        var (orders, notices, now) = (host.Services.GetRequiredService<OrderStore>(), host.Services.GetRequiredService<NoticeStore>(), DateTimeOffset.UtcNow);

        await notices.EraseOlder(shop.Coop, now.AddHours(-1), Cancel);
        (await Notice(shop)).ShouldNotBeNull("it is young");
        await notices.EraseOlder(shop.Coop, now.AddHours(1), Cancel);
        await notices.Make((await orders.Load(shop.Coop, order.Text("id"), Cancel))!.Value, () => Task.FromResult(true), Cancel);

        (await Notice(shop)).ShouldBeNull();
    }

    [Fact]
    public async Task The_operators_status_says_that_mail_is_on() =>
        (await host.As(Domain.Identity.Role.Operator).GetAsync("/api/operator/status", Cancel).Json(200)).Text("mail").ShouldBe("on");
}

/// <summary>A message of the queue of notices, handed to its worker by the test itself.</summary>
file sealed class SendAgain(TestHost host)
{
    public Task Notice(string coop, string id, CancellationToken cancel) =>
        ActivatorUtilities.CreateInstance<Functions.Notices.SendNotice>(host.Services).Run(AgriTraceJson.Write(new WaitingNotice(coop, id)), cancel);
}

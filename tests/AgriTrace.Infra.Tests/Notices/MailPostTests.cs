using System.Net;
using System.Net.Sockets;
using System.Text;
using AgriTrace.Infra.Notices;
using MimeKit;

namespace AgriTrace.Infra.Tests.Notices;

public sealed class MailPostTests : IAsyncDisposable
{
    private const string Id = "fe3b9c0a11220123456789abcdef0123";

    private static readonly DateTimeOffset At = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(7));

    private readonly SmtpDouble server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static OutgoingMail Mail(string to = "mai@example.vn", string subject = "Đã nhận đơn: đơn AT12345678", string text = "Dạ, xin chào.\n.\nMột dòng có dấu chấm.") =>
        new(Id, At, "Hợp tác xã Mỹ Hòa", to, subject, text, $"<p>{text}</p>", "vi");

    private MailPost Post(TimeSpan? patience = null, string? user = null) =>
        new(new MailSettings { Host = "127.0.0.1", Port = server.Port, From = "bao-tin@example.vn", User = user, Password = "mật khẩu", Patience = patience ?? TimeSpan.FromSeconds(30) });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_notice_arrives_as_seven_bits_with_its_subject_sender_and_both_forms_whole()
    {
        (await Post().Send(Mail(), Cancel)).Failure.ShouldBeNull();

        var arrived = server.Arrived.ShouldHaveSingleItem();
        arrived.From.ShouldStartWith("MAIL FROM:<bao-tin@example.vn>");
        arrived.To.ShouldBe("RCPT TO:<mai@example.vn>");
        arrived.Data.ShouldAllBe(one => one < 0x80);
        arrived.Text.Split("\r\n").ShouldAllBe(line => line.Length <= 998);
        arrived.Text.ShouldContain($"\r\nMessage-Id: <{Id}@example.vn>\r\n", Case.Insensitive);
        arrived.Text.ShouldContain("\r\nAuto-Submitted: auto-generated\r\n");
        arrived.Text.ShouldContain("\r\nSubject: =?utf-8?", Case.Insensitive);

        var read = await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(arrived.Text.Replace("\r\n..", "\r\n.", StringComparison.Ordinal))), Cancel);
        read.Subject.ShouldBe("Đã nhận đơn: đơn AT12345678");
        read.From.Mailboxes.Single().Name.ShouldBe("Hợp tác xã Mỹ Hòa");
        read.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").ShouldBe("Dạ, xin chào.\n.\nMột dòng có dấu chấm.");
        read.HtmlBody.ShouldNotBeNull().ShouldStartWith("<p>Dạ, xin chào.");
        read.Body.ShouldNotBeNull().ContentType.MimeType.ShouldBe("multipart/alternative");
        read.Date.ShouldBe(At);
    }

    [Theory]
    [InlineData("mai@example.vn\r\nBcc: all@example.vn")]
    [InlineData("mai@example.vn, all@example.vn")]
    [InlineData("Mai <mai@example.vn>")]
    public async Task An_address_that_would_be_more_than_one_is_written_to_by_nobody(string address)
    {
        (await Post().Send(Mail(to: address), Cancel)).IsFinal.ShouldBeTrue();

        server.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_break_in_a_subject_or_a_name_begins_no_header()
    {
        await Post().Send(Mail(subject: "Đơn\r\nBcc: all@example.vn") with { From = "HTX\r\nReply-To: all@example.vn" }, Cancel);

        var headers = server.Arrived.Single().Text.Split("\r\n\r\n")[0];
        headers.Split("\r\n").ShouldNotContain(line => line.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase) || line.StartsWith("Reply-To:", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("RCPT", "451 come later", "451", false)]
    [InlineData("RCPT", "550 mai@example.vn is nobody here", "550", true)]
    [InlineData(".", "552 too large", "552", true)]
    [InlineData("MAIL", "421 closing", "421", false)]
    public async Task What_the_server_refuses_for_now_may_be_tried_again_and_its_words_are_not_kept(string command, string answer, string code, bool isFinal)
    {
        server.Answers[command] = answer;

        (await Post().Send(Mail(), Cancel)).ShouldBe(new MailOutcome($"The mail server answered {code}.", isFinal));
    }

    [Fact]
    public async Task A_server_that_hangs_is_waited_for_so_long_and_no_longer()
    {
        server.Hangs = true;

        var outcome = await Post(patience: TimeSpan.FromMilliseconds(300)).Send(Mail(), Cancel);

        outcome.IsFinal.ShouldBeFalse();
        outcome.Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_breaks_off_may_be_tried_again()
    {
        server.Answers["DATA"] = string.Empty;

        var outcome = await Post().Send(Mail(), Cancel);

        outcome.Failure.ShouldNotBeNull();
        outcome.IsFinal.ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_server_took_counts_as_sent_however_it_says_goodbye()
    {
        server.Answers["QUIT"] = string.Empty;

        (await Post().Send(Mail(), Cancel)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task A_user_is_named_and_a_wrong_password_says_so()
    {
        (await Post(user: "htx").Send(Mail(), Cancel)).Failure.ShouldBeNull();
        server.Answers["AUTH"] = "535 wrong";

        var outcome = await Post(user: "htx").Send(Mail(), Cancel);

        server.Commands.ShouldContain(line => line.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        outcome.Failure.ShouldBe("The mail server does not know the user, or the password is wrong.");
        outcome.IsFinal.ShouldBeFalse();
    }

    /// <remarks>By its own name this machine is a server like any other.</remarks>
    [Fact]
    public async Task A_server_elsewhere_that_offers_no_encryption_gets_nothing()
    {
        var name = Dns.GetHostName();
        var address = (await Dns.GetHostAddressesAsync(name, AddressFamily.InterNetwork, Cancel)).First();
        await using var elsewhere = new SmtpDouble(address);

        var outcome = await new MailPost(new MailSettings { Host = name, Port = elsewhere.Port, From = "bao-tin@example.vn" }).Send(Mail(), Cancel);

        outcome.Failure.ShouldBe("The mail server offers no encryption that can be trusted.");
        elsewhere.Commands.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }
}

using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Orders;

namespace AgriTrace.Functions.Tests.Reconciliation;

public sealed class ReconciliationTests(House house) : HttpTests(house)
{
    private static string Today => DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_books_open_in_a_spreadsheet_as_csv_with_its_byte_order_mark()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Anyone.Post("/api/orders", shop.Order(2), Cancel, ("Idempotency-Key", shop.Coop)).Json(201);
        var path = $"/api/coops/{shop.Coop}/reconciliation?from={Today}&to={Today}";

        byte[] csv = [];
        await Eventually.Holds(async () =>
        {
            var answer = await shop.Admin.Send(HttpMethod.Get, path, null, Cancel, ("Accept", "text/csv"));
            answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
            csv = await answer.Content.ReadAsByteArrayAsync(Cancel);
            return Encoding.UTF8.GetString(csv).Contains(order["code"]!.GetValue<string>(), StringComparison.Ordinal);
        }, "the order is in the list", Cancel);

        csv.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(csv).ShouldContain(",cod,confirmed,VND,130000,0,unpaid\r\n");
    }

    [Theory]
    [InlineData("", "period-invalid")]
    [InlineData("?from=2026-11-20", "period-invalid")]
    [InlineData("?from=2026-11-20&to=2026-11-19", "period-invalid")]
    [InlineData("?from=2020-01-01&to=2026-01-01", "period-invalid")]
    [InlineData("?from=20/11/2026&to=2026-11-20", "period-invalid")]
    public async Task A_period_that_cannot_be_read_is_refused(string query, string code) =>
        await Host.As(Role.Accountant, "htx").GetAsync("/api/coops/htx/reconciliation" + query, Cancel).Problem(400, code);

    [Fact]
    public async Task Nobody_reads_the_books_of_another_cooperative()
    {
        var path = $"/api/coops/htx/reconciliation?from={Today}&to={Today}";

        await Anyone.GetAsync(path, Cancel).Problem(401, "token-missing");
        await Host.As(Role.Accountant, "other").GetAsync(path, Cancel).Problem(403, "other-cooperative");
        await Host.As(Role.Farmer, "htx").GetAsync(path, Cancel).Problem(403, "role-may-not");
    }
}

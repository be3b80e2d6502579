using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Tests.Orders;

public sealed class BuyerNameTests
{
    private static Result<OrderRequest> Check(string name) =>
        new OrderRequest("htx", [new OrderLineRequest(Guid.Empty, 1)], new Buyer(name, "0912345678", "Cần Thơ"), PaymentRail.Cod).Check();

    [Theory]
    [InlineData("Bạn trúng thưởng https://evil.example/x")]
    [InlineData("xem evil.example ngay")]
    [InlineData("www.evil")]
    [InlineData("EVIL.COM")]
    [InlineData("bit.ly/abc")]
    [InlineData("a.vn")]
    [InlineData("mai@htx")]
    public void A_name_that_leads_somewhere_is_refused(string name) => Check(name).Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.buyer.name"]);

    [Theory]
    [InlineData("Trần Thị Mai")]
    [InlineData("Chị Ba TP.HCM")]
    [InlineData("anh Tư tp.hcm")]
    [InlineData("Cty TNHH A.B")]
    [InlineData("BS.Nguyễn Văn Út")]
    [InlineData("N.T.Mai")]
    [InlineData("Cô Sáu, Q.Ninh Kiều.")]
    public void A_name_with_an_abbreviation_is_taken(string name) => Check(name).Value.Buyer.Name.ShouldBe(name);
}

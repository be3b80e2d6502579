using AgriTrace.Domain.Privacy;

namespace AgriTrace.Domain.Tests.Privacy;

public sealed class BuyerPhoneTests
{
    [Theory]
    [InlineData("0912345678", "+84912345678")]
    [InlineData("+84 912 345 678", "+84912345678")]
    [InlineData("(0292) 383.1234", "+842923831234")]
    [InlineData("+1 (202) 555-0143", "12025550143")]
    [InlineData("091234567 (nhà)", "091234567")]
    [InlineData("không có", "không có")]
    public void One_phone_has_one_form_however_it_was_written(string written, string normal) => BuyerPhone.Normal(written).ShouldBe(normal);
}

using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Tests.Cooperatives;

public sealed class PersonNameTests
{
    [Fact]
    public void People_are_listed_by_given_name_which_comes_last() =>
        new[] { "Nguyễn Văn Út", "Trần Thị Ba", "Đặng Văn Đực", "Lê Bảy" }.OrderBy(PersonName.SortKey, StringComparer.Ordinal)
            .ShouldBe(["Trần Thị Ba", "Lê Bảy", "Đặng Văn Đực", "Nguyễn Văn Út"]);

    [Theory]
    [InlineData("dang")]
    [InlineData("Đực")]
    [InlineData("DUC")]
    public void A_name_is_found_without_its_marks(string typed) => PersonName.Fits("Đặng Văn Đực", typed).ShouldBeTrue();

    [Fact]
    public void Another_name_is_not_found() => PersonName.Fits("Đặng Văn Đực", "út").ShouldBeFalse();
}

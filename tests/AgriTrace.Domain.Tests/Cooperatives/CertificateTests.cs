using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Tests.Cooperatives;

public sealed class CertificateTests
{
    private static readonly CertificateInput Input = new("VietGAP", "VietGAP-TT-25-084", "Vinacert", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), ["vuon-ut", "vuon-ba"]);
    private static readonly Certificate VietGap = Input.Read("vietgap").Value;

    [Theory]
    [InlineData("2025-12-31", false, CertificateStatus.NotYet)]
    [InlineData("2026-01-01", true, CertificateStatus.Valid)]
    [InlineData("2026-12-31", true, CertificateStatus.Valid)]
    [InlineData("2027-01-01", false, CertificateStatus.Ended)]
    public void It_covers_its_plots_from_its_first_day_to_its_last(string day, bool covers, CertificateStatus status)
    {
        var on = DateOnly.ParseExact(day, "yyyy-MM-dd");

        VietGap.Covers("vuon-ut", on).ShouldBe(covers);
        VietGap.Covers("vuon-tu", on).ShouldBeFalse();
        VietGap.StatusOn(on).ShouldBe(status);
    }

    [Fact]
    public void The_day_of_a_harvest_is_that_of_viet_nam()
    {
        VietGap.Covers("vuon-ut", new DateTimeOffset(2025, 12, 31, 17, 0, 0, TimeSpan.Zero)).ShouldBeTrue();
        VietGap.Covers("vuon-ut", new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero)).ShouldBeFalse();
    }

    [Fact]
    public void One_that_ends_before_it_begins_or_names_no_plot_is_refused_with_every_fault()
    {
        var wrong = Input with { Scheme = new string('x', 61), Number = "", ValidTo = new DateOnly(2025, 12, 31), Plots = [] };

        wrong.Read("c").Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.validTo", "$.plots", "$.scheme", "$.number"]);
        (Input with { Plots = ["Vườn"] }).Read("c").Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.plots[0]"]);
        (Input with { Plots = [.. Enumerable.Range(0, 501).Select(number => $"p{number}")] }).Read("c").Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.plots"]);
        (Input with { ValidFrom = DateOnly.MinValue, ValidTo = DateOnly.MaxValue }).Read("c").Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.validFrom", "$.validTo"]);
    }

    [Fact]
    public void A_plot_that_is_named_twice_counts_once() => (Input with { Plots = ["a", "b", "a"] }).Read("c").Value.Plots.ShouldBe(["a", "b"]);
}

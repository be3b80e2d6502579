using AgriTrace.Domain.Traceability.Consignments;

namespace AgriTrace.Domain.Tests.Traceability.Consignments;

/// <summary>What may be shared, and when a link is open.</summary>
public sealed class ConsignmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private static readonly ConsignedLotInput Lot = new("L1", "09521141012345");
    private static readonly ConsignmentInput Good = new([Lot], " Công ty Nhập khẩu Hà Lan ", 30, "Xuất khẩu");

    public static TheoryData<string> Bad => [.. BadInputs.Keys];

    private static readonly Dictionary<string, ConsignmentInput> BadInputs = new()
    {
        ["$.lots no"] = Good with { Lots = [] },
        ["$.lots many"] = Good with { Lots = [.. Enumerable.Range(1, 51).Select(number => Lot with { Lot = $"L{number}" })] },
        ["$.lots twice"] = Good with { Lots = [Lot, Lot] },
        ["$.lots[0].gtin"] = Good with { Lots = [Lot with { Gtin = "1" }] },
        ["$.lots[0].product"] = Good with { Lots = [Lot with { Product = "buoi" }] },
        ["$.recipient"] = Good with { Recipient = new string('a', 201) },
        ["$.purpose"] = Good with { Purpose = "\u0007" },
        ["$.days none"] = Good with { Days = 0 },
        ["$.days many"] = Good with { Days = 91 },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_shared_is_named(string kind) =>
        BadInputs[kind].Read("htx", "id", "sau", Now).Error!.Faults.ShouldHaveSingleItem().Path.ShouldBe(kind.Split(' ')[0]);

    [Fact]
    public void A_link_is_open_until_its_last_day_is_over_or_somebody_ends_it()
    {
        var made = Good.Read("htx", "id", "sau", Now).Value;

        made.Recipient.ShouldBe("Công ty Nhập khẩu Hà Lan");
        made.IsOpen(Now.AddDays(30).AddTicks(-1)).ShouldBeTrue();
        made.IsOpen(Now.AddDays(30)).ShouldBeFalse();
        (made with { RevokedAt = Now }).IsOpen(Now).ShouldBeFalse();
    }

    [Fact]
    public void The_same_request_is_a_repeat_whenever_it_comes_and_any_other_is_not()
    {
        var first = Good.Read("htx", "id", "sau", Now).Value;

        Good.Read("htx", "id", "sau", Now.AddHours(1)).Value.IsRepeatOf(first).ShouldBeTrue();
        foreach (var other in (ConsignmentInput[])[Good with { Days = 31 }, Good with { Purpose = null }, Good with { Recipient = "B" }, Good with { Lots = [Lot with { Lot = "L2" }] }])
            other.Read("htx", "id", "sau", Now).Value.IsRepeatOf(first).ShouldBeFalse();
        Consignment.IdOf("htx", "k").ShouldBe(Consignment.IdOf("htx", "k"));
        Consignment.IdOf("htx", "k").ShouldNotBe(Consignment.IdOf("htx-b", "k"));
    }
}

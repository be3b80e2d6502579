using System.Net;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Web.Tests.Traceability;

/// <summary>The one sentence at the top of a scan page.</summary>
public sealed class ScanVerdictTests
{
    /// <summary>Each finding with what alone brings it about, the one that comes before all others first.</summary>
    private static readonly (ScanFinding Finding, Func<TraceView, TraceView> Cause)[] ByPrecedence =
    [
        (ScanFinding.Recalled, view => view with { Warning = new LotWarning(WarningKind.Recalled, Sample.Harvest, "Dư lượng thuốc") }),
        (ScanFinding.Altered, view => view with { Proof = (view.Proof ?? new TraceProof(12, 0, 0, true)) with { Differing = 1 } }),
        (ScanFinding.Forged, view => view with { Item = ItemOf(SerialVerdict.Forged) with { Scans = view.Item?.Scans } }),
        (ScanFinding.Held, view => view with { Warning = new LotWarning(WarningKind.Held, Sample.Harvest) }),
        (ScanFinding.Expired, view => view with { IsExpired = true }),
        (ScanFinding.Copied, view => view with { Item = (view.Item ?? ItemOf(SerialVerdict.Ours)) with { Scans = new ItemScanView(41, Sample.Harvest, "Vĩnh Long") } }),
        (ScanFinding.Foreign, view => view with { Item = ItemOf(SerialVerdict.Foreign) }),
        (ScanFinding.Lacking, view => view with { Missing = [RecordField.ProductImage, RecordField.Standards] }),
        (ScanFinding.OutOfRange, view => view with { ColdChain = view.ColdChain! with { OutOfRange = 2 } }),
        (ScanFinding.Unproven, view => view with { Proof = view.Proof! with { IsSigned = false } }),
        (ScanFinding.PartlyChecked, view => view with { Proof = view.Proof! with { LeftOut = 40 } }),
        (ScanFinding.Whole, view => view),
    ];

    [Fact]
    public void Each_case_is_found_alone_and_before_every_case_that_matters_less()
    {
        ByPrecedence.Select(one => one.Finding).ShouldBe(Enum.GetValues<ScanFinding>());
        for (var first = 0; first < ByPrecedence.Length; first++)
        {
            var (finding, cause) = ByPrecedence[first];
            cause(Sample.Trace).Finding.ShouldBe(finding);
            ByPrecedence[first..].Reverse().Aggregate(Sample.Trace, (view, one) => one.Cause(view)).Finding.ShouldBe(finding);
        }
    }

    [Theory]
    [InlineData("trace", "Hồ sơ đầy đủ; dấu băm của 12 sự kiện và chữ ký số đều khớp", "The record is whole; the hashes of 12 events and the signature are right")]
    [InlineData("missing trace", "Hồ sơ còn thiếu 11 mục", "The record lacks 11 items")]
    [InlineData("recalled trace", "Lô hàng đã bị thu hồi", "This lot has been recalled")]
    [InlineData("expired trace", "Lô hàng đã hết hạn dùng ngày 20/12/2026", "This lot was best before 20 Dec 2026")]
    [InlineData("forged trace", "Số sê-ri trên tem này là giả", "The serial number on this label is forged")]
    [InlineData("foreign trace", "Số sê-ri này không phải do AgriTrace cấp", "This serial number is not one of ours")]
    [InlineData("copied trace", "Tem này đã được quét 41 lần kể từ 03/11/2026, lần đầu ở Vĩnh Long", "This label was scanned 41 times since 3 Nov 2026, first in Vĩnh Long")]
    [InlineData("altered trace", "Hồ sơ này đã bị sửa trái phép", "This record was tampered with")]
    [InlineData("unsigned trace", "Hồ sơ đầy đủ, nhưng chưa có chữ ký số", "The record is whole, but it bears no digital signature")]
    [InlineData("long trace", "Hồ sơ đầy đủ, nhưng còn 8000 sự kiện chưa được kiểm tra", "The record is whole, but 8000 events were not checked")]
    [InlineData("warm trace", "Hồ sơ đầy đủ, nhưng 2 lần đo nằm ngoài giới hạn", "The record is whole, but 2 measurements were outside the limits")]
    [InlineData("unknown lot", "Mã này không phải của chúng tôi", "This code is not one of ours")]
    [InlineData("damaged page", "Trang này đã bị sửa trái phép", "This page was tampered with")]
    public async Task The_sentence_comes_before_all_else_in_both_languages(string page, string vietnamese, string english)
    {
        foreach (var (language, sentence) in new[] { (Language.Vietnamese, vietnamese), (Language.English, english) })
        {
            var html = WebUtility.HtmlDecode(await Sample.Render(Sample.Pages[page], language));
            var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];

            main.ShouldContain(sentence);
            foreach (var later in new[] { "<picture", "class=\"answers\"", "class=\"steps\"" })
                if (main.Contains(later, StringComparison.Ordinal)) main.IndexOf(sentence, StringComparison.Ordinal).ShouldBeLessThan(main.IndexOf(later, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_page_calls_the_goods_genuine()
    {
        foreach (var (name, view) in Sample.Pages)
            foreach (var language in Enum.GetValues<Language>())
                foreach (var word in (string[])["genuine", "authentic", "chính hãng", "hàng thật", "chính gốc"])
                    (await Sample.Render(view, language)).ShouldNotContain(word, Case.Insensitive, $"{name} in {language}");
    }

    [Fact]
    public async Task What_is_wrong_leads_to_a_report_and_not_to_the_shop()
    {
        var forged = await Sample.Render(Sample.Pages["forged trace"]);
        var whole = await Sample.Render(Sample.Trace);

        forged.ShouldNotContain("/?coop=htx-my-hoa");
        forged.ShouldContain($"href=\"/report{Sample.Lot.Path}\"");
        whole.ShouldContain("href=\"/?coop=htx-my-hoa\"");
        (await Sample.Render(Sample.Trace with { BuyPath = null })).ShouldNotContain("/?coop=");
    }

    [Fact]
    public async Task A_code_that_is_none_of_ours_says_what_to_do_and_no_details()
    {
        var html = WebUtility.HtmlDecode(await Sample.Render(Sample.Pages["unknown lot"]));
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];

        main.ShouldContain("https://agritrace.example/");
        main.ShouldContain("Đừng nhập mật khẩu");
        main.ShouldContain("quản lý thị trường");
        main.ShouldNotContain(Sample.Lot.Lot);
        html.ShouldContain("<meta name=\"robots\" content=\"noindex\">");
    }

    private static TraceItem ItemOf(SerialVerdict verdict) => new(Sample.Lot.Path + "/21/0001", "0001", verdict);
}

using AgriTrace.Domain.Identity;
using AgriTrace.Infra.QrCodes;
using AgriTrace.Web.Identity;

namespace AgriTrace.Web.Tests.Identity;

/// <summary>The pages of sign-in and of people, as a cooperative of the Delta would fill them.</summary>
internal static class IdentitySample
{
    private const string Coop = "Hợp tác xã Bưởi Năm Roi Mỹ Hòa";
    private static readonly DateTimeOffset Then = new(2026, 11, 20, 6, 30, 0, TimeSpan.FromHours(7));

    public static readonly FormSeal Seal = new("form-token", "abc123");

    public static readonly SignInView SignIn = new("/sign-in?coop=htx&code=abc", Seal, "htx", "abc", Coop, "Nguyễn Thị Hai", []);

    public static readonly DeviceLine Phone = new("d1", "Chrome trên Android", Then, "Phạm Văn Sáu", Then, ["Trần Thị Ba"], IsThis: true);

    public static readonly MeView Me = new(
        "/me", Seal, "Nguyễn Văn Út", Coop, Role.Farmer,
        [new PhoneUser("ut", "Nguyễn Văn Út", IsActive: true), new PhoneUser("ba", "Trần Thị Ba", IsActive: false)],
        [new WayOn("/me/people/ut/harvest", IdentityTexts.Me.RecordHarvest)],
        [new HelperOfMine("bay", "Lê Thị Bảy", Then, OnPaper: false), new HelperOfMine("tam", "Lê Tám", null, OnPaper: false)],
        [Phone]);

    public static readonly PeopleView People = new(
        "/me/people", Seal, "/me/people", IdentityTexts.People.Heading, Coop, "", [new PersonLine("/me/people/ut", "Nguyễn Văn Út", Role.Farmer, HasDevice: true, Consented: false)], More: 3);

    public static readonly PersonView Person = new(
        "/me/people/ut", Seal, "ut", "Nguyễn Văn Út", Coop, Role.Farmer,
        [new ServingLine("bay", "Lê Thị Bảy", Then, OnPaper: true, IsReader: false, ShowsPhoto: true), new ServingLine("tam", "Lê Tám", null, OnPaper: false, IsReader: false, ShowsPhoto: false)],
        [Phone], MayRecord: true);

    public static readonly CardView Card = new(
        "/me/people/ut", Seal, "Nguyễn Văn Út", Coop,
        "data:image/svg+xml;base64," + Convert.ToBase64String(QrCode.Svg("https://agritrace.example/sign-in?coop=htx-buoi-nam-roi-my-hoa&code=0123456789abcdefghjkmnpqrs")), Then);

    public static readonly HarvestView Harvest = new(
        "/me/people/ut/harvest", Seal, "Nguyễn Văn Út", Coop, null,
        [new Choice("09521234000013", new Text("Bưởi Năm Roi", "Nam Roi pomelo"))], [new Choice("vuon-ut", new Text("Vườn ven sông Hậu", "Vườn ven sông Hậu"))],
        [new Choice("KGM", new Text("kg", "kg"))], new HarvestFields("6b1f", "09521234000013", "vuon-ut", "12,5", "KGM", "2026-11-20T06:30"), []);

    public static IEnumerable<KeyValuePair<string, PageView>> Pages => new Dictionary<string, PageView>
    {
        ["sign-in"] = SignIn,
        ["sign-in on a shared phone"] = SignIn with { AlsoHere = ["Trần Thị Ba"] },
        ["ask for a card"] = new AskForCardView("/me"),
        ["bad card"] = new AskForCardView("/sign-in", CardWasBad: true),
        ["me"] = Me,
        ["confirm"] = new ConfirmView(
            "/me/helpers?helper=bay", Seal, IdentityTexts.Confirm.Withdraw("Lê Thị Bảy"), IdentityTexts.Confirm.WithdrawLead, "/me/helpers",
            [new ConfirmField("helper", "bay"), new ConfirmField("action", "withdraw")], "/me"),
        ["people"] = People,
        ["person"] = Person,
        ["card"] = Card,
        ["consent form"] = new ConsentFormView("/me/people/ut/form?helper=bay", Seal, "Nguyễn Văn Út", "Lê Thị Bảy", Coop, "Khóm Mỹ Hòa", "/me/people/ut"),
        ["harvest"] = Harvest,
        ["harvest with faults"] = Harvest with { Faults = [.. Enum.GetValues<HarvestField>().Select(one => new HarvestFault(one, IdentityTexts.Harvest.Fault(one)))] },
        ["harvested"] = new HarvestedView(
            "/me/people/ut/harvest/p/l", Seal, "Nguyễn Văn Út", new ProductName("Bưởi Năm Roi", "Nam Roi pomelo"), "261120-AB12C", new Amount(12.5m, "KGM"), Then, "/01/1/10/2", "/me/people/ut/harvest"),
        ["harvested and held"] = new HarvestedView(
            "/me/people/ut/harvest/p/l", Seal, "Nguyễn Văn Út", new ProductName("Bưởi Năm Roi", "Nam Roi pomelo"), "261120-AB12C", new Amount(12.5m, "KGM"), Then, "/01/1/10/2", "/me/people/ut/harvest")
        {
            Holds = ["Thu hoạch trước khi hết thời gian cách ly."],
        },
        ["refusal"] = new RefusalView("/me", IdentityTexts.RefusalOf("no-consent")!),
    };
}

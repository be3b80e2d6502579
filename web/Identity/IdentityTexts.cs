using AgriTrace.Domain.Identity;

namespace AgriTrace.Web.Identity;

/// <summary>The words of the pages of sign-in and of the people of a cooperative; as plain as one says them at the door.</summary>
public static class IdentityTexts
{
    public static readonly Text ToMyPage = new("Về trang của tôi", "To my page");

    public static readonly Text Fault = new("Lỗi:", "Error:");
    public static readonly Text PleaseChoose = new("Mời chọn", "Please choose");

    public static Text RoleOf(Role role) => role switch
    {
        Role.Operator => new("Người vận hành hệ thống", "Operator of the platform"),
        Role.Admin => new("Quản lý hợp tác xã", "Administrator of the cooperative"),
        Role.Packer => new("Nhân viên đóng gói", "Packing house staff"),
        Role.Accountant => new("Kế toán", "Accountant"),
        Role.Farmer => new("Nông dân, thành viên hợp tác xã", "Farmer, member of the cooperative"),
        Role.Helper => new("Người giúp của tổ công nghệ số cộng đồng", "Helper of the community digital team"),
        Role.Driver => new("Tài xế", "Driver"),
        Role.Inspector => new("Người kiểm tra", "Inspector"),
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static class SignIn
    {
        public static readonly Text Title = new("Đăng nhập", "Sign in");
        public static readonly Text Use = new("Dùng máy này", "Use this phone");
        public static readonly Text NotSignedIn = new("Máy này chưa đăng nhập", "This phone is not signed in");

        public static readonly Text NotSignedInLead = new(
            "Muốn vào, bà con quét thẻ đăng nhập. Chưa có thẻ thì hỏi văn phòng hợp tác xã của mình.",
            "To get in, scan your sign-in card. If you have none, ask the office of your cooperative.");

        public static readonly Text BadCard = new("Thẻ này không dùng được nữa", "This card can no longer be used");

        public static readonly Text BadCardLead = new(
            "Mỗi thẻ chỉ dùng một lần, trong 15 phút. Bà con xin một thẻ mới rồi quét lại.",
            "A card works once, within 15 minutes. Ask for a new one and scan that.");

        public static Text Greeting(string name) => new($"Chào {name}", $"Hello {name}");

        public static Text UseHere(string coop) =>
            new($"Dùng máy này cho {coop}?", $"Use this phone for {coop}?");

        public static Text JoinShared(string others) => new(
            $"Máy này đang có {others} dùng. Thêm bà con vào dùng chung máy?",
            $"{others} already use this phone. Add you to it?");

        public static Text NotYou(string name) => new(
            $"Không phải {name}? Đừng bấm. Đưa lại thẻ cho người làm thẻ.",
            $"You are not {name}? Do not press. Give the card back to whoever made it.");

        public static class Steps
        {
            public static readonly Text Ask = new(
                "Nhờ văn phòng hợp tác xã, hoặc người giúp của tổ công nghệ số, làm thẻ đăng nhập.",
                "Ask the office of the cooperative, or a helper of the digital team, for a sign-in card.");

            public static readonly Text Scan = new(
                "Mở máy ảnh của điện thoại, đưa vào mã vuông trên thẻ.",
                "Open the camera of the phone and point it at the square code on the card.");

            public static readonly Text Press = new("Bấm vào đường dẫn hiện ra, rồi bấm nút “Dùng máy này”.", "Follow the link that appears, then press “Use this phone”.");
            public static readonly Text Once = new("Không cần mật khẩu. Mỗi máy chỉ làm một lần.", "No password is needed. Each phone does this once.");
        }
    }

    public static class Me
    {
        public static readonly Text WhoIsHere = new("Ai đang dùng máy?", "Who is using the phone?");
        public static readonly Text ActiveNow = new("đang dùng", "using it now");
        public static readonly Text People = new("Người của hợp tác xã", "People of the cooperative");
        public static readonly Text PeopleOfHelper = new("Bà con tôi giúp", "The farmers I help");
        public static readonly Text RecordHarvest = new("Ghi thu hoạch của tôi", "Record my harvest");
        public static readonly Text RecordHarvests = new("Ghi thu hoạch", "Record a harvest");

        public static Text Hello(string name) => new($"Chào {name}", $"Hello {name}");

        public static Text SignOut(string name) => new($"Đăng xuất {name} khỏi máy này", $"Sign {name} out of this phone");
    }

    public static class Helpers
    {
        public static readonly Text Mine = new("Ai được ghi giúp tôi", "Who may record for me");

        public static readonly Text MineLead = new(
            "Người giúp chỉ được ghi chép sản xuất và đăng bán giùm. Họ không đụng được tới tiền và tài khoản. Muốn thôi lúc nào cũng được.",
            "A helper may record production and put produce on sale for you. They cannot touch money or accounts. You can stop it at any time.");

        public static readonly Text None = new("Hợp tác xã chưa có người giúp nào.", "The cooperative has no helpers yet.");
        public static readonly Text NotYet = new("○ Chưa được ghi giúp", "○ May not record");
        public static readonly Text Since = new("Đã cho phép trên điện thoại,", "Allowed on the phone,");
        public static readonly Text OnPaperSince = new("Đã cho phép bằng giấy có chữ ký,", "Allowed on signed paper,");
        public static readonly Text Give = new("Cho phép", "Allow");
        public static readonly Text Withdraw = new("Không cho nữa", "Stop it");
    }

    public static class Devices
    {
        public static readonly Text Mine = new("Máy của tôi", "My phones");

        public static readonly Text MineLead = new(
            "Thấy máy lạ, hoặc mất máy: bấm “Đăng xuất máy kia” để máy đó không vào được trang của bà con nữa. Mất máy dùng chung thì báo văn phòng hợp tác xã.",
            "If you see one that you do not know, or lost one: press “Sign out that phone”, and it no longer gets in as you. Tell the office if it was shared.");

        public static readonly Text Theirs = new("Máy đã đăng nhập", "Phones that are signed in");
        public static readonly Text None = new("Chưa có máy nào.", "None yet.");
        public static readonly Text This = new("máy này", "this phone");
        public static readonly Text CardBy = new("Thẻ do", "Card by");
        public static readonly Text SeenAt = new("Dùng lần cuối", "Last used");
        public static readonly Text SharedWith = new("Dùng chung với", "Shared with");
        public static readonly Text SignOutThis = new("Đăng xuất máy này", "Sign out this phone");
        public static readonly Text SignOut = new("Đăng xuất máy kia", "Sign out that phone");
        public static readonly Text SignOutAll = new("Đăng xuất cả máy", "Sign the whole phone out");

        public static readonly Text TheirsLead = new(
            "Mất máy thì bấm “Đăng xuất cả máy”: máy đó không vào được nữa, với mọi người đang dùng. Ai còn cần thì làm thẻ mới.",
            "If a phone was lost, press “Sign the whole phone out”: it is locked out, for all who use it. Make a new card for whoever still needs one.");

        public static Text EndsFor(string names) => new($"Đăng xuất là tất cả cùng ra: {names}", $"Signing it out signs out all of them: {names}");
    }

    public static class Confirm
    {
        public static readonly Text Yes = new("Đồng ý", "Yes");
        public static readonly Text No = new("Thôi", "No, go back");
        public static readonly Text SignOutLead = new("Muốn vào lại thì phải quét thẻ đăng nhập mới.", "Coming back needs a new sign-in card.");

        public static readonly Text WithdrawLead = new(
            "Người này sẽ không ghi thu hoạch, không đăng bán giùm bà con được nữa. Sau này cho phép lại lúc nào cũng được.",
            "They can then no longer record harvests or put produce on sale for you. You may allow it again at any time.");

        public static readonly Text WithdrawTheirsLead = new("Muốn ghi giúp lại thì phải được cho phép lại từ đầu.", "To record again, they must be allowed afresh.");

        public static Text SignOut(string device) => new($"Đăng xuất khỏi {device}?", $"Sign out of {device}?");

        public static Text SignOutHere(string name) => new($"Đăng xuất {name} khỏi máy này?", $"Sign {name} out of this phone?");

        public static Text Withdraw(string helper) => new($"Không cho {helper} ghi giúp nữa?", $"No longer let {helper} record for you?");

        public static Text WithdrawTheirs(string farmer, string helper) =>
            new($"{farmer} không cho {helper} ghi giúp nữa?", $"{farmer} no longer lets {helper} record?");
    }

    public static class People
    {
        public static readonly Text Heading = new("Người của hợp tác xã", "People of the cooperative");
        public static readonly Text Search = new("Tìm theo tên", "Search by name");
        public static readonly Text Find = new("Tìm", "Find");
        public static readonly Text Nobody = new("Không có ai tên như vậy.", "Nobody is called that.");
        public static readonly Text HasDevice = new("Đã có máy", "Has a phone here");
        public static readonly Text NoDevice = new("Chưa có máy", "No phone here yet");
        public static readonly Text Consented = new("Đã cho ghi giúp", "Lets you record");
        public static readonly Text NotConsented = new("Chưa cho ghi giúp", "Has not allowed it");
        public static readonly Text Back = new("Về danh sách", "Back to the list");

        public static Text More(int count) => new($"Còn {count} người nữa: gõ tên để tìm.", $"{count} more: type a name to find them.");
    }

    public static class Card
    {
        public static readonly Text Heading = new("Thẻ đăng nhập", "Sign-in card");
        public static readonly Text Make = new("Làm thẻ đăng nhập", "Make a sign-in card");
        public static readonly Text Once = new("Dùng một lần, trong 15 phút: đến", "Works once, within 15 minutes: until");
        public static readonly Text Done = new("Xong", "Done");

        public static readonly Text KeepIt = new(
            "Chỉ đưa thẻ cho đúng người có tên trên thẻ: ai quét trước thì máy người đó vào được. Rời trang này là thẻ không hiện lại nữa.",
            "Give the card to the person it names, and to nobody else: whoever scans it first gets in. Once you leave, it is not shown again.");

        public static Text Lead(string name) => new(
            $"Thẻ này cho một điện thoại của {name} vào, không cần mật khẩu.",
            $"The card lets one phone of {name} in, without a password.");

        public static Text QrOf(string name) => new($"Mã QR để {name} đăng nhập", $"QR code with which {name} signs in");
    }

    public static class Serving
    {
        public static readonly Text You = new("Anh/chị ghi giúp người này", "You recording for this person");
        public static readonly Text Photo = new("Xem ảnh tờ giấy", "See the photo of the form");
        public static readonly Text Withdraw = new("Người này không cho nữa", "This person takes it back");
        public static readonly Text Blank = new("Xem giấy đồng ý để in", "See the form, to print it");
        public static readonly Text TakePhoto = new("Ảnh tờ giấy đã ký (JPEG, PNG, WebP; nhẹ hơn 6 MB)", "Photo of the signed form (JPEG, PNG, WebP; below 6 MB)");
        public static readonly Text Record = new("Ghi nhận giấy đồng ý", "Take in the signed form");

        public static readonly Text OnPhoneOrPaper = new(
            "Người này tự cho phép trên điện thoại của mình, ở mục “Ai được ghi giúp tôi”. Không có điện thoại thì ký giấy, rồi chụp ảnh gửi ở đây.",
            "They allow it on their own phone, under “Who may record for me”. Without a phone, they sign the form, and you send its photo here.");

        public static readonly Text NotAPhoto = new(
            "Tệp vừa gửi không phải là ảnh JPEG, PNG hay WebP. Mời chụp lại rồi gửi.",
            "What was sent is no JPEG, PNG or WebP picture. Please take it again.");

        public static Text Other(string helper) => new($"{helper} ghi giúp người này", $"{helper} recording for this person");
    }

    public static class Paper
    {
        public static readonly Text Heading = new("Giấy đồng ý cho ghi giúp", "Consent to be helped");
        public static readonly Text HowTo = new("In trang này ra, hai bên cùng ký, rồi chụp ảnh.", "Print this page, have both sign it, then take a photo.");
        public static readonly Text Farmer = new("Tôi là", "I,");
        public static readonly Text Lets = new("Tôi đồng ý cho", "let");
        public static readonly Text OfTheTeam = new("tổ công nghệ số cộng đồng, làm thay tôi trên AgriTrace.", "of the community digital team, act for me in AgriTrace.");
        public static readonly Text May = new("Được làm", "They may");
        public static readonly Text MayRecord = new("Ghi chép sản xuất: thu hoạch, chăm sóc, giao hàng.", "Record production: harvests, care, handing over.");
        public static readonly Text MaySell = new("Đăng bán nông sản của tôi.", "Put my produce on sale.");
        public static readonly Text MayNot = new("Không được làm", "They may not");
        public static readonly Text NoMoney = new("Đụng tới tiền: nhận tiền, đổi tài khoản ngân hàng.", "Touch money: receive it, or change the bank account.");
        public static readonly Text NoAccount = new("Dùng tài khoản của tôi vào việc khác, hay đồng ý việc gì thay tôi.", "Use my account for anything else, or consent to anything for me.");

        public static readonly Text Until = new(
            "Giấy này có hiệu lực cho đến khi tôi rút lại. Tôi rút lại lúc nào cũng được, bằng cách nói với hợp tác xã hoặc với người giúp.",
            "This holds until I take it back. I may do so at any time, by telling the cooperative or the helper.");

        public static readonly Text Law = new(
            "Căn cứ Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15. Ảnh tờ giấy này được giữ để chứng minh sự đồng ý.",
            "Under the Law on Personal Data Protection, No. 91/2025/QH15. A photo of this form is kept as proof of the consent.");

        public static readonly Text Date = new("Ngày …… tháng …… năm ……", "Date ……………………");
        public static readonly Text FarmerSigns = new("Người đồng ý (ký, ghi rõ họ tên)", "Signature of whoever consents");
        public static readonly Text HelperSigns = new("Người giúp (ký, ghi rõ họ tên)", "Signature of the helper");

        public static Text Back(string name) => new($"Về trang của {name}", $"Back to the page of {name}");
    }

    public static class Harvest
    {
        public static readonly Text Heading = new("Ghi thu hoạch", "Record a harvest");
        public static readonly Text Whose = new("Thu hoạch của ai?", "Whose harvest?");
        public static readonly Text Product = new("Thu hoạch gì?", "What was harvested?");
        public static readonly Text Plot = new("Ở thửa hay ao nào?", "On which plot or pond?");
        public static readonly Text Quantity = new("Bao nhiêu?", "How much?");
        public static readonly Text Unit = new("Đơn vị", "Unit");
        public static readonly Text Time = new("Lúc nào?", "When?");
        public static readonly Text Record = new("Lưu thu hoạch", "Save the harvest");
        public static readonly Text Recorded = new("Đã ghi xong", "It is recorded");
        public static readonly Text Held = new("Lô này đang tạm giữ, chưa được bán.", "This lot is held and may not be sold yet.");
        public static readonly Text SeeScanPage = new("Xem trang người mua thấy", "See what buyers see");
        public static readonly Text Another = new("Ghi thêm một lần nữa", "Record another");
        public static readonly Text ForAnother = new("Ghi cho người khác", "Record for somebody else");
        public static readonly Text Mistaken = new("Ghi nhầm? Báo văn phòng hợp tác xã để sửa, đừng ghi thêm lần nữa.", "A mistake? Tell the office of the cooperative, and do not record it again.");
        public static readonly Text JustRecorded = new("Vừa ghi:", "Recorded lately:");
        public static readonly Text PleaseMend = new("Chưa ghi được. Mời xem lại chỗ có dấu ⚠ bên dưới.", "Not recorded yet. Please look at the fields marked ⚠ below.");
        public static readonly Text NoProducts = new("Hợp tác xã chưa khai mặt hàng nào. Nhờ quản lý khai trước.", "The cooperative has no products yet. Ask its administrator to enter them.");
        public static readonly Text NoPlots = new("Chưa có thửa ruộng, ao nào của người này. Nhờ quản lý khai trước.", "This person has no plot yet. Ask the administrator to enter it.");

        public static readonly Text AlreadyRecorded = new(
            "Tờ này đã ghi một lần, với nội dung khác. Lần ghi trước vẫn còn. Muốn ghi thêm thì mở lại trang này từ đầu.",
            "This form was recorded before, with other content. That record stands. To add another, open this page afresh.");

        public static readonly Text TryAgain = new(
            "Chưa ghi được. Mời bấm “Lưu thu hoạch” lần nữa; bấm nhiều lần cũng chỉ ghi một.",
            "Not recorded. Please press again; however often you press, it is recorded once.");

        public static readonly Text TooMuch = new(
            "Nhiều quá. Mỗi lần ghi nhiều nhất 1.000.000. Mời xem lại số và đơn vị.",
            "That is too much: at most 1,000,000 at a time. Please look at the number and the unit again.");

        public static readonly Text NotYet = new("Ngày giờ này chưa tới. Mời ghi lúc đã thu hoạch.", "That is still to come. Please give the time when it was harvested.");

        public static readonly Text TooLongAgo = new(
            "Đã quá 366 ngày. Chỉ ghi được thu hoạch trong vòng 366 ngày qua.",
            "That is more than 366 days ago. Only the last 366 days can be recorded.");

        public static Text DaysAgo(int days) => days switch
        {
            0 => new("hôm nay", "today"),
            1 => new("hôm qua", "yesterday"),
            _ => new("hôm kia", "two days ago"),
        };

        public static Text RecordFor(string name) => new($"Ghi thu hoạch của {name}", $"Record a harvest of {name}");

        public static Text Of(string name) => new($"Của {name}", $"Of {name}");

        public static Text Helping(string name) => new($"Ghi giúp: {name}", $"For: {name}");

        public static Text Fault(HarvestField field) => field switch
        {
            HarvestField.Product => new("Mời chọn một mặt hàng trong danh sách.", "Please choose one from the list."),
            HarvestField.Plot => new("Mời chọn một thửa hoặc ao của người này.", "Please choose a plot or pond of this person."),
            HarvestField.Quantity => new(
                "Mời ghi một số lớn hơn 0, như 250 hoặc 12,5. Số lớn viết liền: 1250, không viết 1.250.",
                "Please give a number above 0, as 250 or 12.5. Write large ones in one piece: 1250, not 1,250."),
            HarvestField.Unit => new("Mời chọn đơn vị của mặt hàng này.", "Please choose a unit of this product."),
            HarvestField.Time => new("Mời chọn ngày và giờ đã thu hoạch.", "Please choose the day and time of the harvest."),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
    }

    /// <summary>Words for a problem code; null where the page of its status says enough.</summary>
    public static Refusal? RefusalOf(string code) => code switch
    {
        "form-not-ours" => new(
            new("Trang mở đã lâu", "This page was open too long"),
            new("Chưa có gì thay đổi. Mời về trang của mình rồi làm lại.", "Nothing was changed. Please go to your page and do it again.")),
        "no-consent" => new(
            new("Chưa được phép ghi giúp", "You may not record for this person"),
            new("Người này chưa cho phép, hoặc đã rút lại. Hãy hỏi lại họ; chưa có gì được ghi.", "They have not allowed it, or took it back. Ask them again; nothing was recorded.")),
        "consent-withdrawn" => new(
            new("Người này đã rút lại sự đồng ý", "This person took the consent back"),
            new(
                "Gửi lại tờ giấy cũ không được. Muốn cho phép lại, họ tự bấm trên máy có thẻ của văn phòng, hoặc nói với quản lý hợp tác xã.",
                "The form does not count again. To allow it anew, they do so on a phone with a card of the office, or tell the administrator of the cooperative.")),
        "other-member" or "not-your-plot" => new(
            new("Đây là của người khác", "This is somebody else’s"),
            new("Mỗi người chỉ làm được việc của chính mình.", "You can do this only for yourself.")),
        "role-may-not" or "card-not-for-them" or "helper-may-not" => new(
            new("Việc này thuộc phần người khác", "This is not yours to do"),
            new("Hãy nhờ quản lý hợp tác xã.", "Ask the administrator of the cooperative.")),
        "already-enrolled" => new(
            new("Người này đã có máy", "This person has a phone already"),
            new("Chưa làm thẻ nào. Muốn thêm máy, hay đổi máy, thì nhờ văn phòng hợp tác xã làm thẻ.", "No card was made. For another phone, ask the office of the cooperative for the card.")),
        "helper-card" => new(
            new("Máy này do người giúp làm thẻ", "A helper made the card for this phone"),
            new("Việc này cần thẻ của văn phòng hợp tác xã. Xin một thẻ ở đó rồi quét bằng chính máy này.", "This needs a card of the cooperative’s office. Ask for one there and scan it with this phone.")),
        "device-full" => new(
            new("Máy này đã đủ người dùng", "This phone has enough users"),
            new("Mỗi máy dùng chung nhiều nhất 10 người. Đăng xuất bớt một người, rồi quét lại thẻ.", "At most 10 people share a phone. Sign one out, then scan the card again.")),
        "not-on-this-device" or "no-such-device" => new(
            new("Không còn trên máy này", "No longer on this phone"),
            new("Người này đã đăng xuất khỏi máy. Muốn vào lại thì quét thẻ mới.", "This person was signed out. Scan a new card to come back.")),
        "no-such-member" => new(
            new("Không có người này", "There is no such person"),
            new("Có thể tên đã đổi. Mời tìm lại trong danh sách.", "The name may have changed. Please look in the list again.")),
        "body-too-large" => new(
            new("Ảnh nặng quá", "The picture is too large"),
            new("Chưa có gì được lưu. Mời chụp lại ở cỡ nhỏ hơn, nhẹ hơn 6 MB.", "Nothing was kept. Take it again at a smaller size, below 6 MB.")),
        _ => null,
    };
}

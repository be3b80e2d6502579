using System.Reflection;
using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Web.Identity;

namespace AgriTrace.Web.Tests.Identity;

public sealed class IdentityTextsTests
{
    [Fact]
    public void Every_text_says_something_in_both_languages_and_in_normal_form_C()
    {
        Text[] all = [.. Constants(typeof(IdentityTexts)), .. Enum.GetValues<Role>().Select(IdentityTexts.RoleOf), .. Enum.GetValues<HarvestField>().Select(IdentityTexts.Harvest.Fault)];

        all.Length.ShouldBeGreaterThan(80);
        foreach (var text in all)
        {
            text.Vietnamese.ShouldNotBeNullOrWhiteSpace();
            text.English.ShouldNotBeNullOrWhiteSpace();
            text.Vietnamese.IsNormalized(NormalizationForm.FormC).ShouldBeTrue(text.Vietnamese);
        }
    }

    private static IEnumerable<Text> Constants(Type group) =>
        group.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(Text)).Select(field => (Text)field.GetValue(null)!)
            .Concat(group.GetNestedTypes().SelectMany(Constants));
}

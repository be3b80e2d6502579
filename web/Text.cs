namespace AgriTrace.Web;

/// <summary>One wording in both languages. Neither can be forgotten: the constructor asks for both.</summary>
public sealed record Text(string Vietnamese, string English)
{
    public string this[Language language] => language is Language.English ? English : Vietnamese;
}

namespace AgriTrace.Web.Orders;

/// <summary>The form by which a buyer finds an order again.</summary>
/// <param name="Code">As it was typed.</param>
/// <param name="WasWrong">One answer for both fields, so that nobody learns which orders there are.</param>
public sealed record FindOrderView(string Code, string Phone, bool WasWrong) : PageView("/orders")
{
    internal override Type Component => typeof(FindOrderPage);

    internal override bool IsForSearchEngines => false;

    internal override string TitleIn(Language language) => OrderTexts.FindAgain[language];
}

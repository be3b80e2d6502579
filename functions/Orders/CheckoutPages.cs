using System.Text.RegularExpressions;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Payments;
using AgriTrace.Infra.Trade;
using AgriTrace.Web;
using AgriTrace.Web.Orders;

namespace AgriTrace.Functions.Orders;

/// <summary>The form by which a buyer orders: blank, and again with what is wrong and all that was typed.</summary>
public sealed partial class CheckoutPages(TradeStore trade, CoopStore coops, CardPayments cards, Pages pages, TimeProvider clock)
{
    public Task<Result<Reply>> Blank(Call call, string coop, Guid listing, CancellationToken cancel) =>
        Show(call, CheckoutForm.New(coop, listing, clock.GetUtcNow()), error: null, sums: false, cancel);

    /// <summary>The form as it was sent, with today's prices, and with what it comes to.</summary>
    public Task<Result<Reply>> Sums(Call call, SentCheckout sent, CancellationToken cancel) => Show(call, sent, error: null, sums: true, cancel);

    /// <summary>The form as it was sent, with what is wrong; the error itself where the form has no words for it.</summary>
    public Task<Result<Reply>> Again(Call call, SentCheckout sent, Error error, CancellationToken cancel) => Show(call, sent, error, sums: false, cancel);

    private async Task<Result<Reply>> Show(Call call, SentCheckout sent, Error? error, bool sums, CancellationToken cancel)
    {
        if (!Slug.Parse("coop", sent.Coop).Try(out var id, out var wrong)) return wrong;
        var (board, coop) = (trade.Board(id, cancel), coops.Cooperative(id, cancel));
        if (await board is not { Value: var shop } || await coop is not { } seller) return CooperativeErrors.NoSuchCooperative(id);
        if (error is null && sent.Listing != default && !shop.Listings.ContainsKey(sent.Listing)) return OrderErrors.NoSuchListing(sent.Listing);

        var view = ViewOf(shop, seller, sent, error, sums);
        if (error is not null && !view.IsRefused) return error;
        var page = await pages.Show(call.Request, view, error is null ? 200 : Problems.StatusOf(error.Kind));
        return page.With("Cache-Control", "no-store").With("X-Robots-Tag", "noindex").With("Referrer-Policy", "no-referrer");
    }

    private CheckoutView ViewOf(Board shop, Cooperative seller, SentCheckout sent, Error? error, bool sums)
    {
        var today = Period.DayOf(clock.GetUtcNow());
        var lines = sent.Lines.Count > 0 ? sent.Lines : [new SentLine(sent.Listing, string.Empty, null)];
        CheckoutOffer[] chosen = [.. lines.Where(line => shop.Listings.ContainsKey(line.Listing)).Select(line => OfferOf(shop, shop.Listings[line.Listing], line.Quantity, today))];
        CheckoutOffer[] others =
        [
            .. shop.Listings.Values.Where(listing => chosen.All(offer => offer.Id != listing.Id)).Select(listing => OfferOf(shop, listing, string.Empty, today))
                .Where(offer => offer.Left.Value >= offer.Minimum).Take(Math.Max(0, CheckoutForm.MaxOffers - chosen.Length)),
        ];
        if (error is not null) chosen = [.. chosen.Select(offer => offer with { Fault = FaultOf(offer, sent, error) })];
        if (sums) chosen = [.. chosen.Select(offer => Fits(offer) && TotalOf(offer) is { } total ? offer with { Total = total } : offer with { Fault = QuantityFaultOf(offer) })];

        var fee = new Price(shop.Shop.DeliveryFee, Money.Vnd);
        var fields = error == OrderErrors.OtherRequest ? sent.Fields with { Key = Guid.CreateVersion7(clock.GetUtcNow()).ToString() } : sent.Fields;
        return new CheckoutView(
            $"/checkout?coop={seller.Id}&listing={sent.Listing}", seller.Id, seller.Name, sent.Listing, fields, chosen, others, fee, cards.AreTaken, seller.Bank is not null,
            FaultsOf(error), RefusalOf(sent, error))
        {
            Total = sums && chosen.All(offer => offer.Total is not null)
                ? new Price(chosen.Sum(offer => offer.Total!.Value.MinorUnits) + (fields.Delivery == CheckoutFields.Pickup ? 0 : fee.MinorUnits), Money.Vnd)
                : null,
        };
    }

    private static CheckoutOffer OfferOf(Board shop, BoardListing listing, string quantity, DateOnly today) => new(
        listing.Id,
        new ProductName(listing.ProductName.Vi, listing.ProductName.En),
        ProduceKinds.Named(listing.ProductName.Vi),
        new Price(listing.Price.Amount, listing.Price.Currency),
        new Amount(shop.Available(listing, today), listing.Unit),
        listing.Minimum,
        listing.Step,
        quantity);

    private static Price? TotalOf(CheckoutOffer offer) =>
        TypedNumber.Read(offer.Quantity) is { } quantity && quantity <= Quantity.Max && new Money(offer.Price.MinorUnits, offer.Price.Currency).Times(quantity) is { } total
            ? new Price(total.Amount, total.Currency)
            : null;

    /// <summary>What a refusal says about one offer; null where it says nothing of it.</summary>
    private static Text? FaultOf(CheckoutOffer offer, SentCheckout sent, Error error)
    {
        var index = sent.Lines.ToList().FindIndex(line => line.Listing == offer.Id);
        if (error.Faults.Any(fault => LinePath().Match(fault.Path) is { Success: true } line && line.Groups[1].Value == index.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            return QuantityFaultOf(offer);
        if (error.Facts.GetValueOrDefault("listing") is not Guid about || about != offer.Id) return null;
        return error.Facts.ContainsKey("price") && sent.Lines[index].Shown is { } shown
            ? CheckoutTexts.PriceChanged(offer.Price with { MinorUnits = shown }, offer.Price)
            : CheckoutTexts.OutOfStock(offer.Left, offer.Kind);
    }

    private static Text QuantityFaultOf(CheckoutOffer offer) =>
        Fits(offer) ? CheckoutTexts.TooMuch : CheckoutTexts.QuantityOf(new Amount(offer.Minimum, offer.Left.UnitCode), new Amount(offer.Step, offer.Left.UnitCode), offer.Kind);

    private static bool Fits(CheckoutOffer offer) =>
        TypedNumber.Read(offer.Quantity) is { } quantity && quantity >= offer.Minimum && quantity % offer.Step == 0 && decimal.Round(quantity, 3) == quantity;

    private static Dictionary<string, Text> FaultsOf(Error? error)
    {
        var faults = new Dictionary<string, Text>();
        foreach (var path in error?.Faults.Select(fault => fault.Path) ?? [])
            if (path.StartsWith("$.buyer.", StringComparison.Ordinal) || path is "$.payment" or "$.delivery") faults[path.Split('.')[^1]] = CheckoutTexts.Fault(path.Split('.')[^1]);
        return faults;
    }

    private static Text? RefusalOf(SentCheckout sent, Error? error)
    {
        if (error is null) return null;
        if (error.Faults.Any(fault => fault.Path == "$.lines")) return sent.Lines.Count == 0 ? CheckoutTexts.NothingChosen : CheckoutTexts.TooMuch;
        return CheckoutTexts.RefusalOf(error.Code);
    }

    [GeneratedRegex(@"^\$\.lines\[([0-9]+)\]")]
    private static partial Regex LinePath();
}

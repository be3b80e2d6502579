using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>Lists of carriers, and the cash that they are held against.</summary>
public sealed class RemittanceTests
{
    private static Remittance List(params RemittedParcel[] parcels) => new("ghn", "01", parcels);

    private static Result<Order> Settle(Order order, long collected)
    {
        var list = List(new RemittedParcel(order.Code, collected, 15_000));
        return list.Settle(order, list.Parcels[0], Some.BoardOf(100_000), Some.Staff);
    }

    [Theory]
    [InlineData(DeliveryKind.Carrier, "ghn", "carrier/ghn")]
    [InlineData(DeliveryKind.Driver, "bay", "driver/bay")]
    public void Cash_on_delivery_is_with_whoever_brought_the_goods(DeliveryKind kind, string by, string account)
    {
        var shipped = Some.Cod(100_000, kind).Packed(1).Ship(by, null, Some.Staff).Value;

        shipped.Paid(100_000, PaymentRail.Cod).Payments[0].Into.ShouldBe(account);
        shipped.Paid(100_000, PaymentRail.Cash).Payments[0].Into.ShouldBe(Accounts.Cash);
    }

    [Fact]
    public void Cash_that_was_entered_as_collected_by_the_carrier_is_not_counted_again_by_its_list()
    {
        var entered = Some.WithCarrier(100_000).Paid(100_000, PaymentRail.Cod);

        var settled = Settle(entered, 100_000).Value;

        settled.State.ShouldBe(OrderState.Delivered);
        Some.Books(settled)[Accounts.Carrier("ghn")].ShouldBe(100_000);
        Settle(settled, 100_000).Value.ShouldBeSameAs(settled);
    }

    [Fact]
    public void A_parcel_whose_cash_was_taken_into_the_box_is_refused_with_its_account()
    {
        var taken = Some.WithCarrier(100_000).Paid(100_000, PaymentRail.Cash);

        List(new RemittedParcel(taken.Code, 100_000, 15_000)).Match([taken]).Error!.Faults.ShouldHaveSingleItem().Message.ShouldContain("cash");
        Settle(taken, 0).Value.State.ShouldBe(OrderState.Delivered);
    }

    [Fact]
    public void A_deposit_in_cash_leaves_the_rest_to_the_carrier()
    {
        var deposited = Some.WithCarrier(100_000).Paid(40_000, PaymentRail.Cash);

        var settled = Settle(deposited, 60_000).Value;

        (settled.Open().Amount, Some.Books(settled)[Accounts.Carrier("ghn")]).ShouldBe((0, 60_000));
        Settle(deposited, 100_000).Error!.Code.ShouldBe("fields-invalid");
    }

    [Fact]
    public void A_parcel_that_can_no_longer_be_settled_says_so_instead_of_being_passed_over()
    {
        var order = Some.WithCarrier(100_000);
        var failed = order.FailDelivery(Some.Staff).Value;

        Settle(failed, 100_000).Error!.Faults.ShouldHaveSingleItem().Path.ShouldBe("$.parcels[0]");
    }

    [Fact]
    public void A_parcel_that_came_back_after_it_was_settled_does_not_stop_its_list_from_going_on()
    {
        var settled = Settle(Some.WithCarrier(100_000), 100_000).Value;
        var back = settled.TakeBack([new ReturnedGoods(1, "A", 1, Restock: true)], Some.Staff).Value;
        back.State.ShouldBe(OrderState.Returned);

        List(new RemittedParcel(back.Code, 100_000, 15_000)).Match([back]).IsOk.ShouldBeTrue();
        Settle(back, 100_000).Value.ShouldBeSameAs(back);
    }

    [Fact]
    public void A_parcel_that_one_list_counted_is_not_counted_by_the_next()
    {
        var settled = Settle(Some.WithCarrier(100_000), 100_000).Value;

        var next = List(new RemittedParcel(settled.Code, 100_000, 0)) with { Number = "02" };

        next.Match([settled]).Error!.Faults.ShouldHaveSingleItem().Message.ShouldContain("list 01");
    }

    [Fact]
    public void An_order_stands_in_a_list_once_by_whatever_name()
    {
        var order = Some.WithCarrier(100_000);

        var faults = List(new RemittedParcel(order.Code, 100_000, 0), new RemittedParcel("GHN1", 100_000, 0)).Match([order]).Error!.Faults;

        faults.ShouldHaveSingleItem().Path.ShouldBe("$.parcels[1].order");
    }

    [Fact]
    public void A_fee_and_what_was_collected_have_bounds()
    {
        List(new RemittedParcel("A", 100_000, 10_000_000)).Check().IsOk.ShouldBeTrue();
        List(new RemittedParcel("A", -1, 10_000_001)).Check().Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.parcels[0].collected", "$.parcels[0].fee"]);
    }

    [Fact]
    public void A_code_names_its_order_whatever_numbers_carriers_wrote_on_others()
    {
        var wanted = Some.WithCarrier(100_000);
        var other = Some.WithCarrier(100_000, tracking: wanted.Code) with { Id = "other", Code = "ATOTHER" };

        List(new RemittedParcel(wanted.Code, 100_000, 0)).Match([other, wanted]).Value.ShouldHaveSingleItem().ShouldBeSameAs(wanted);
    }

    [Fact]
    public void A_number_that_two_orders_have_is_nobodys()
    {
        var (one, two) = (Some.WithCarrier(100_000), Some.WithCarrier(100_000) with { Id = "other", Code = "ATOTHER" });

        var fault = List(new RemittedParcel("GHN1", 100_000, 0)).Match([one, two]).Error!.Faults.ShouldHaveSingleItem();

        (fault.Path, fault.Message).ShouldBe(("$.parcels[0].order", $"is the number of {one.Code} and ATOTHER. Name the order by its code."));
    }

    [Fact]
    public void A_list_that_stopped_halfway_goes_on_with_what_it_had_and_not_without()
    {
        var settled = Settle(Some.WithCarrier(100_000), 100_000).Value;
        var other = Some.WithCarrier(100_000, "GHN2") with { Id = "other", Code = "ATOTHER" };

        List(new RemittedParcel("GHN2", 100_000, 0)).Concerns(settled).ShouldBeTrue();
        List(new RemittedParcel("GHN2", 100_000, 0)).Match([settled, other]).Error!.Faults.ShouldHaveSingleItem().Message.ShouldContain(settled.Code);
        List(new RemittedParcel("GHN2", 100_000, 0), new RemittedParcel("GHN1", 100_000, 0)).Match([settled, other]).IsOk.ShouldBeTrue();
        List(new RemittedParcel("GHN2", 100_000, 0), new RemittedParcel("GHN1", 90_000, 0)).Match([settled, other]).Error!.Faults.ShouldHaveSingleItem().Path.ShouldBe("$.parcels[1]");
        var voided = settled.VoidPayment(settled.Payments[0].Id, Some.Staff).Value;
        List(new RemittedParcel("GHN2", 100_000, 0)).Match([voided, other]).IsOk.ShouldBeTrue("nothing of it is on the carrier's account");
    }
}

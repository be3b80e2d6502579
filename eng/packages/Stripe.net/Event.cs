namespace Stripe;

public class Event : IStripeEntity, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public DateTime Created { get; set; }

    public EventData Data { get; set; }

    public string Type { get; set; }
}

public class EventData
{
    public IHasObject Object { get; set; }
}

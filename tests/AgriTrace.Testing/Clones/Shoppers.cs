using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Testing.Clones;

/// <summary>People with phones, who scan one code; drawn from a seeded source.</summary>
/// <remarks>Not cryptography: the same seed must give the same people.</remarks>
internal sealed class Shoppers(CloneModel model, Random random, LotId lot)
{
    private const string Hub = "VN-SG";
    private static readonly string[] Markets = ["VN-SG", "VN-SG", "VN-SG", "VN-CT", "VN-CT", "VN-49", "VN-49", "VN-45", "VN-59", "VN-HN"];
    private static readonly TimeSpan Open = TimeSpan.FromHours(8), Shopping = TimeSpan.FromHours(12);

    public string Market() => Markets[random.Next(Markets.Length)];

    public bool Happens(double share) => random.NextDouble() < share;

    public int Between(int least, int most) => random.Next(least, most + 1);

    /// <summary>Some time while shops are open.</summary>
    public DateTimeOffset On(DateTimeOffset day) => day + Open + Part(Shopping);

    /// <summary>One to three phones, one to four scans, most within hours, the rest the next day.</summary>
    public IEnumerable<Scan> Household(string serial, string home, DateTimeOffset bought)
    {
        var phones = Enumerable.Range(0, random.NextDouble() switch { < 0.6 => 1, < 0.9 => 2, _ => 3 }).Select(_ => new Phone(this, home)).ToArray();
        var scans = Math.Max(phones.Length, Happens(0.4) ? 1 : Between(2, 4));
        for (var number = 0; number < scans; number++)
        {
            var at = bought + Part(TimeSpan.FromHours(3)) + (Happens(0.3) && number > 0 ? TimeSpan.FromHours(24) : TimeSpan.Zero);
            yield return phones[number % phones.Length].Scan(serial, at);
        }
    }

    /// <summary>A clerk who prices the pack, and looks again now and then.</summary>
    public IEnumerable<Scan> Staff(string serial, string shop, DateTimeOffset before)
    {
        var phone = new Phone(this, shop);
        for (var number = Between(1, 3); number > 0; number--) yield return phone.Scan(serial, before - Part(TimeSpan.FromHours(48)));
    }

    /// <summary>Each passer-by once, over the day.</summary>
    public IEnumerable<Scan> Stall(string serial, string market, DateTimeOffset day)
    {
        for (var number = Between(3, 25); number > 0; number--) yield return new Phone(this, market).Scan(serial, On(day));
    }

    private TimeSpan Part(TimeSpan whole) => whole * random.NextDouble();

    private string? PlaceOf(string home)
    {
        if (Happens(model.NotPlaced)) return null;
        if (!Happens(model.WronglyPlaced)) return home;
        return Happens(0.5) ? Hub : Province.All[random.Next(Province.All.Count)].Code;
    }

    /// <summary>Another day is another client, as the salt of the day makes it; another address too.</summary>
    private sealed class Phone(Shoppers people, string home)
    {
        private readonly ulong id = (ulong)people.random.NextInt64();
        private ulong address = (ulong)people.random.NextInt64();
        private string? place = people.PlaceOf(home);

        private readonly Random random = people.random;

        public Scan Scan(string serial, DateTimeOffset at)
        {
            if (people.Happens(people.model.MovesAddress)) (address, place) = ((ulong)random.NextInt64(), people.PlaceOf(home));
            var day = (ulong)at.AddHours(7).UtcDateTime.Date.Ticks;
            return new Scan((ulong)random.NextInt64(), people.lot, ScanKind.Item, serial, at, id ^ address ^ (day * 0x9E3779B97F4A7C15), place);
        }
    }

    private readonly Random random = random;
    private readonly LotId lot = lot;
    private readonly CloneModel model = model;
}

namespace AgriTrace.Testing.Clones;

/// <summary>How people scan, as the simulation takes it. Every number is a guess that docs/scans.md says aloud.</summary>
public sealed record CloneModel
{
    public int Codes { get; init; } = 10_000;

    /// <summary>Of the codes.</summary>
    public double Cloned { get; init; } = 0.01;

    /// <summary>Copies of a cloned code that are scanned by whoever bought them. What nobody scans leaves no trace.</summary>
    public (int Least, int Most) Copies { get; init; } = (2, 50);

    /// <summary>Of those who bought a genuine pack: most never scan.</summary>
    public double Scanning { get; init; } = 0.3;

    /// <summary>Of those who bought a copy. 1 means that <see cref="Copies"/> counts the scanned ones.</summary>
    public double ScanningCopies { get; init; } = 1;

    public int Days { get; init; } = 14;

    /// <summary>Of the genuine packs: a clerk scans them on the shelf, some of them again.</summary>
    public double SeenByStaff { get; init; } = 0.1;

    /// <summary>Of the genuine packs: the one that lies open on a market stall and is shown to everybody.</summary>
    public double OnAStall { get; init; } = 0.002;

    /// <summary>Of the packs that are scanned: given on to relatives elsewhere, who scan them too.</summary>
    public double GivenOn { get; init; } = 0.03;

    /// <summary>Of the sales: the shop says so in an event.</summary>
    public double SalesTold { get; init; } = 0.3;

    /// <summary>Between two scans of a phone: it has another address.</summary>
    public double MovesAddress { get; init; } = 0.2;

    /// <summary>Of the addresses: taken for that of another province, half of them for that of the carrier's hub.</summary>
    public double WronglyPlaced { get; init; } = 0.1;

    /// <summary>Of the addresses.</summary>
    public double NotPlaced { get; init; } = 0.1;
}

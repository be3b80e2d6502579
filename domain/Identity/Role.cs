namespace AgriTrace.Domain.Identity;

/// <summary>What a person or machine is within a cooperative; <see cref="Operator"/> alone stands above all of them.</summary>
public enum Role
{
    /// <summary>Runs the platform: enrols cooperatives, watches queues. Belongs to no cooperative.</summary>
    Operator,

    Admin,

    /// <summary>Works in the packing house.</summary>
    Packer,

    Accountant,

    Farmer,

    /// <summary>A member of the commune's community digital team (tổ công nghệ số cộng đồng) who serves farmers.</summary>
    Helper,

    Driver,

    /// <summary>Exchanges events: reads those of the cooperative, and adds what an inspection found. Changes no master data, stock or order.</summary>
    Inspector,
}

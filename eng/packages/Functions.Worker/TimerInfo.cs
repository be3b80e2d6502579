namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer-triggered function is told about its schedule.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when the occurrence should have run earlier.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>When the schedule last ran and will run next, in UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}

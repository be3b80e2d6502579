using AgriTrace.Domain.Operations;

namespace AgriTrace.Domain.Tests.Operations;

public sealed class JobTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 6, 30, 0, TimeSpan.Zero);
    private static readonly Job Fresh = Job.Create(Job.Platform, "checks", Now);

    [Fact]
    public void A_job_begins_again_after_an_attempt_that_ended_without_a_word() =>
        Fresh.Begin(Now).Value.Begin(Now).Value.Attempts.ShouldBe(2);

    [Fact]
    public void A_job_that_has_ended_cannot_go_anywhere()
    {
        var done = Fresh.Begin(Now).Value.Succeed("{}", Now).Value;

        done.IsTerminal.ShouldBeTrue();
        done.Begin(Now).Error.ShouldBe(JobErrors.CannotGo(JobState.Succeeded, JobState.Running));
        done.Fail("late", Now).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void A_job_cannot_succeed_before_it_began() =>
        Fresh.Succeed("{}", Now).IsOk.ShouldBeFalse();

    [Fact]
    public void A_job_is_lost_when_nobody_has_touched_it_for_long_and_never_when_it_has_ended()
    {
        var late = Now + Job.LostAfter + TimeSpan.FromSeconds(1);

        Fresh.IsLost(Now).ShouldBeFalse();
        Fresh.IsLost(late).ShouldBeTrue();
        Fresh.Fail("no", Now).Value.IsLost(late).ShouldBeFalse();
    }
}

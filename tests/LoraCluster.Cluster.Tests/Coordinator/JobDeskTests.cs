using Akka.TestKit;
using LoraCluster.Cluster.Coordinator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Jobs;
using Xunit;

namespace LoraCluster.Cluster.Tests.Coordinator;

public sealed class JobDeskTests : SerializingTestKit
{
    private const string Hash = "00ff";
    private static readonly Job Running = new("mine", Hash, 0, 7) { State = JobState.Running };

    private readonly JobDesk _desk = new(JobStatus.Of);
    private readonly TestProbe _archive;
    private readonly TestProbe _user;

    public JobDeskTests() => (_archive, _user) = (CreateTestProbe(), CreateTestProbe());

    [Fact]
    public void The_next_jobs_of_a_long_queue_are_asked_for_at_once_and_the_same_ones_again_only_after_a_while()
    {
        _desk.Drive(_archive, TestActor, TimeSpan.Zero);
        _archive.ExpectMsg(new ArchiveProtocol.ListJobs(string.Empty));
        _desk.Drive(_archive, TestActor, TimeSpan.FromSeconds(3));
        _archive.ExpectNoMsg(TimeSpan.Zero);

        _desk.OnListed(new ArchiveProtocol.JobsListed(string.Empty, [Running], false), _archive, TestActor, TimeSpan.FromSeconds(3));
        _archive.ExpectMsg(new ArchiveProtocol.ListJobs("mine"));
        _desk.OnListed(new ArchiveProtocol.JobsListed("mine", [Running with { Name = "yours" }], true), _archive, TestActor, TimeSpan.FromSeconds(3));

        Assert.Equal(2, _desk.Book!.All.Count);
    }

    [Fact]
    public void An_archive_that_leaves_questions_unanswered_for_long_is_said_to()
    {
        Assert.True(_desk.Drive(_archive, TestActor, TimeSpan.Zero));
        Assert.True(_desk.Drive(_archive, TestActor, TimeSpan.FromSeconds(9)));
        Assert.False(_desk.Drive(_archive, TestActor, TimeSpan.FromSeconds(11)));

        Load(TimeSpan.FromSeconds(11));
        Assert.True(_desk.Drive(_archive, TestActor, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_submission_that_cannot_be_kept_is_refused_for_the_disk_and_leaves_the_job_as_it_was()
    {
        Load(TimeSpan.Zero);
        _desk.Change(Running with { State = JobState.Stopped, ExitCode = 75 });
        _desk.OnSubmit(new JobProtocol.Submit("mine", Hash, 0, TestActor), _user, TestActor);

        _desk.OnNotKept(new ArchiveProtocol.JobNotKept("mine", "no room"), TestActor);

        var answer = _user.ExpectMsg<JobProtocol.SubmitAnswer>().Submitted;
        Assert.Equal((SubmitVerdict.Refused, 74, "no room"), (answer.Verdict, answer.Job.ExitCode, answer.Job.Message));
        Assert.Equal(JobState.Stopped, _desk.Find("mine")!.State);
        _desk.Drive(_archive, TestActor, TimeSpan.FromSeconds(9));
        Assert.Equal(JobState.Stopped, _archive.ExpectMsg<ArchiveProtocol.KeepJob>().Job.State);
    }

    [Fact]
    public void What_happened_to_a_job_meanwhile_stays_so_where_a_wish_cannot_be_kept()
    {
        Load(TimeSpan.Zero);
        _desk.OnSubmit(new JobProtocol.Submit("mine", Hash, 5, TestActor), _user, TestActor);
        _desk.Change(_desk.Find("mine")! with { State = JobState.Failed, ExitCode = 70 });

        _desk.OnNotKept(new ArchiveProtocol.JobNotKept("mine", "no room"), TestActor);

        Assert.Equal(JobState.Failed, _desk.Find("mine")!.State);
    }

    [Fact]
    public void A_new_job_that_cannot_be_kept_is_not_there()
    {
        Load(TimeSpan.Zero);
        _desk.OnSubmit(new JobProtocol.Submit("yours", Hash, 0, TestActor), _user, TestActor);

        _desk.OnNotKept(new ArchiveProtocol.JobNotKept("yours", "no room"), TestActor);

        Assert.Equal(SubmitVerdict.Refused, _user.ExpectMsg<JobProtocol.SubmitAnswer>().Submitted.Verdict);
        Assert.Null(_desk.Find("yours"));
    }

    [Fact]
    public void A_cancellation_that_cannot_be_kept_is_not_done()
    {
        Load(TimeSpan.Zero);
        _desk.OnCancel(new JobProtocol.Cancel("mine"), _user, TestActor);

        _desk.OnNotKept(new ArchiveProtocol.JobNotKept("mine", "no room"), TestActor);

        Assert.Equal("no room", _user.ExpectMsg<JobProtocol.NotReady>().Reason);
        Assert.Equal(Running, _desk.Find("mine"));
    }

    [Fact]
    public void A_submission_under_anothers_name_needs_no_text()
    {
        Load(TimeSpan.Zero);

        Assert.True(_desk.IsNameTaken(new JobProtocol.Submit("mine", "ee", 0, TestActor)));
        Assert.False(_desk.IsNameTaken(new JobProtocol.Submit("mine", Hash, 0, TestActor)));
        Assert.False(_desk.IsNameTaken(new JobProtocol.Submit("yours", "ee", 0, TestActor)));
    }

    private void Load(TimeSpan now) => _desk.OnListed(new ArchiveProtocol.JobsListed(string.Empty, [Running], true), _archive, TestActor, now);
}

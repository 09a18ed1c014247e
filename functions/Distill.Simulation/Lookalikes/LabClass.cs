using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// A class in a computer lab: accounts that the teacher made one after another, machines of one image, one address, and lessons in which everybody
/// works on the same exercise at the same time.
/// </summary>
internal sealed class LabClass : ILookalike
{
    public string Kind => "lab";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 12, 30, rng.Next()))
        {
            var school = Organisation.Found(crowd, MailDomain.School(ref rng), 1, ref rng);
            var task = rng.Pick([PromptTask.Code, PromptTask.Data, PromptTask.Math]);
            Framing[] exercises = [Framing.Assignment(task, ref rng), Framing.Assignment(task, ref rng), Framing.Assignment(task, ref rng)];
            var lessons = new LessonRhythm(rng.Next(), rng.Range(8, 15) - school.UtcOffset);
            var image = crowd.Fingerprint();
            var browser = Clients.Browser(ref rng);
            var roster = -(long)((1 + rng.Exponential(30)) * SimulatedTime.Day);
            for (var i = 0; i < size; i++)
            {
                var account = school.Member(crowd.Person(Calling.Person, Kind, ref rng), 0, ref rng);
                (account.Card, account.Device, account.Kyc, account.Client) = (0, image, "none", browser);
                roster += SimulatedTime.Seconds(20 + rng.Exponential(30));
                account.Created = account.ActiveFrom = roster;
                account.Platform = Platform.Console;
                account.Rhythm = lessons;
                account.Voice = account.Voice with { Framings = exercises, FramedShare = rng.Between(.4, .8) };
            }
        }
    }
}

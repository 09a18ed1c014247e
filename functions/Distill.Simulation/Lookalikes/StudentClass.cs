using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Courses: a campus network, sign-ups within an hour or so, the same assignment's text in most questions, and a deadline.</summary>
internal sealed class StudentClass : ILookalike
{
    public string Kind => "class";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 18, 60, rng.Next()))
        {
            var school = Organisation.Found(crowd, MailDomain.School(ref rng), rng.Range(1, 3), ref rng);
            var task = rng.Pick([PromptTask.Code, PromptTask.Data, PromptTask.Write, PromptTask.Math, PromptTask.Reason]);
            Framing[] assignment = [.. Enumerable.Range(0, rng.Range(1, 3)).Select(_ => default(Framing))];
            for (var a = 0; a < assignment.Length; a++)
            {
                assignment[a] = Framing.Assignment(task, ref rng);
            }

            var deadline = (long)(rng.Between(.25, 1.05) * crowd.Length);
            var signUp = Math.Max(deadline - (long)(rng.Between(2, 9) * SimulatedTime.Day), -20 * SimulatedTime.Day);
            var coursework = new DeadlineRhythm(deadline);
            var schoolMail = rng.Chance(.6);
            var labDevices = rng.Chance(.3) ? crowd.Fingerprint() : 0;
            for (var i = 0; i < size; i++)
            {
                var account = school.Member(crowd.Person(Calling.Person, Kind, ref rng), .45, ref rng);
                if (!schoolMail || rng.Chance(.1))
                {
                    account.MailDomain = MailDomain.FreeMail(ref rng);
                }

                account.Card = rng.Chance(.3) ? crowd.Fingerprint() : 0;
                if (labDevices != 0 && rng.Chance(.5))
                {
                    account.Device = labDevices + (ulong)rng.Below(6);
                }

                account.Kyc = rng.Chance(.5) ? "email" : "none";
                account.Created = signUp + (long)(rng.Exponential(.35) * SimulatedTime.Hour);
                account.ActiveFrom = account.Created + SimulatedTime.Minute;
                account.Rhythm = coursework;
                account.CallsPerDay = rng.LogNormal(7, .8);
                account.Voice = account.Voice with
                {
                    Framings = assignment,
                    FramedShare = rng.Between(.4, .9),
                    ParaphraseRate = rng.Chance(.3) ? .1 : 0,
                };
            }
        }
    }
}

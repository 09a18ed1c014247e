using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Campaigns;

/// <summary>
/// Gives each campaign account what the operator gives it: card, device, addresses, a cloud or a reseller, and when it moves to a new model.
/// </summary>
internal sealed class Provisioning
{
    private const double NodesClientShare = .8;
    private const double PivotedShareOnNew = .6;

    private readonly CampaignPlan _plan;
    private readonly Crowd _crowd;
    private readonly SharedEgress? _egress;
    private readonly Weighted<Platform> _clouds;
    private readonly Reseller[] _resellers;
    private ulong _card;
    private ulong _device;

    public Provisioning(CampaignPlan plan, Crowd crowd, ref Rng rng)
    {
        (_plan, _crowd) = (plan, crowd);
        if (plan.Subnets > 0)
        {
            var vendor = Rng.Of(crowd.Seed, 0x5E11);
            _egress = SharedEgress.Of(plan.Subnets, plan.AddressesPerSubnet, 4, NetworkUse.Hosting, ref (plan.RentedSubnets ? ref vendor : ref rng));
        }

        _clouds = new(
            (Platform.Api, plan.Clouds[0]),
            (Platform.Bedrock, plan.Clouds[1]),
            (Platform.Vertex, plan.Clouds[2]),
            (Platform.Foundry, plan.Clouds[3])
        );
        // The operator buys from the three largest resellers, where its accounts stand out least.
        _resellers = crowd.Resellers.Values[..Math.Min(3, crowd.Resellers.Values.Length)];
    }

    /// <summary>How many accounts are created together.</summary>
    public int Batch => Math.Max(8, _plan.AccountsPerCard);

    public void Equip(Account account, int number, CampaignNode node, ref Rng rng)
    {
        if (_plan.AccountsPerCard > 0)
        {
            if (number % _plan.AccountsPerCard == 0)
            {
                _card = _crowd.Fingerprint();
            }

            account.Card = _card;
        }
        if (_plan.AccountsPerDevice > 1)
        {
            if (number % _plan.AccountsPerDevice == 0)
            {
                _device = _crowd.Fingerprint();
            }

            account.Device = _device;
        }
        account.Kyc = rng.Unit() switch
        {
            < .30 => "none",
            < .68 => "email",
            < .97 => "phone",
            _ => "verified",
        };
        account.MailDomain = MailDomain.Personal(ref rng);
        account.Platform = _clouds.Draw(ref rng);
        // An aged account keeps its own client and line.
        if (!_plan.Aged && rng.Chance(NodesClientShare))
        {
            account.Client = account.Platform == Platform.Api ? node.OnApi : node.OnClouds;
        }

        if (_egress is not null)
        {
            account.Addresses = _egress;
        }
        else if (!_plan.Aged)
        {
            account.Addresses = new HomeLine(Network.Draw(account.Home.Code, NetworkUse.Access, ref rng));
        }

        if (rng.Chance(_plan.ResellerShare))
        {
            account.Reseller = rng.Pick(_resellers);
            account.Platform = rng.Pick(account.Reseller.Platforms);
            account.Addresses = account.Reseller.Egress;
        }
        // The operator decides which accounts move to the new model. Those that move send this share of their calls to it; together that makes Pivot.
        var share = Math.Max(PivotedShareOnNew, _plan.Pivot);
        var moves = _crowd.Launch != SimulatedTime.Never && rng.Chance(_plan.Pivot / share);
        account.Models = account.Models with
        {
            AdoptsAt = moves ? _crowd.Launch + (long)(rng.Exponential(7) * SimulatedTime.Hour) : SimulatedTime.Never,
            NewShare = (float)share,
        };
    }
}

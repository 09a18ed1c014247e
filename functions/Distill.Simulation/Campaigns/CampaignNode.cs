using Distill.Simulation.Relays;
using Distill.Simulation.World;

namespace Distill.Simulation.Campaigns;

/// <summary>One node of a campaign's relay.</summary>
/// <param name="Dispatcher">Spreads the node's calls over its accounts.</param>
/// <param name="Desk">What the node sends.</param>
/// <param name="OnApi">The program that most of its accounts use on the provider's own API.</param>
/// <param name="OnClouds">The program that most of its accounts use on the clouds.</param>
/// <param name="Shelter">What its accounts pose as; null if they are what they are.</param>
internal sealed record CampaignNode(IDispatcher Dispatcher, IClientele Desk, Client OnApi, Client OnClouds, Shelter? Shelter);

namespace Distill.Simulation.World;

public enum Language : byte
{
    English,
    Chinese,
    Spanish,
    German,
    French,
    Portuguese,
    Japanese,
    Korean,
    Hindi,
}
